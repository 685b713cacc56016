// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// The text of a metadata stream, and what its packets say when it has some.
public struct MetadataText: Hashable, Sendable {
    /// What the packets of a metadata stream have in common.
    public struct Packets: Hashable, Sendable {
        /// How many packets there are.
        public var count: Int
        /// The byte order of the headers.
        public let byteOrder: ByteOrder
        /// The major version of the format of the text.
        public let majorVersion: UInt8
        /// The minor version of the format of the text.
        public let minorVersion: UInt8
        /// The UUID of the metadata stream.
        public let uuid: MetadataUUID?
    }

    /// The text: TSDL, or a JSON text sequence.
    public private(set) var text: [UInt8]
    /// The packets; nil when the text stands by itself.
    public private(set) var packets: Packets?
    /// Where bytes begin that follow the last packet and are no packet; nil when there are none.
    public private(set) var trailingOffset: Int?

    /// Takes the text out of its packets, if it has some.
    ///
    /// Bytes after a packet that do not begin as another one are left, for all that a tracer has
    /// said stands before them. A packet that is cut short is an error.
    public init(_ bytes: [UInt8]) throws(CTFError) {
        guard MetadataPacketHeader.byteOrder(bytes[...]) != nil else {
            text = bytes
            return
        }
        text = []
        var offset = 0
        while offset < bytes.count {
            if MetadataPacketHeader.isForeign(bytes[offset...]) {
                trailingOffset = offset
                return
            }
            let packet = try MetadataPacket(bytes, at: offset, after: packets)
            text += bytes[packet.content]
            packets = packet.common
            offset = packet.end
        }
    }

    /// What is strange about the metadata stream though all of it could be read; nil for nothing.
    public var warning: CTFError? {
        trailingOffset.map { offset in
            CTFError(
                .metadata,
                path: "",
                place: "byte \(offset)",
                problem: "the bytes after the last packet are no packet, and are left out",
                remedy: "If events are missing, copy the metadata file again"
            )
        }
    }

    /// Whether the text begins with the comment that TSDL text begins with.
    public var hasSignature: Bool {
        text.starts(with: "/* CTF 1.8".utf8)
    }
}
