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

    /// Takes the text out of its packets, if it has some.
    public init(_ bytes: [UInt8]) throws(CTFError) {
        guard MetadataPacketHeader.byteOrder(bytes[...]) != nil else {
            text = bytes
            return
        }
        text = []
        var offset = 0
        while offset < bytes.count {
            let packet = try MetadataPacket(bytes, at: offset, after: packets)
            text += bytes[packet.content]
            packets = packet.common
            offset = packet.end
        }
    }

    /// Whether the text begins with the comment that TSDL text begins with.
    public var hasSignature: Bool {
        text.starts(with: "/* CTF 1.8".utf8)
    }
}
