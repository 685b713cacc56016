// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// A metadata packet that was found in some bytes and is well-formed.
struct MetadataPacket {
    /// Where the text is.
    let content: Range<Int>
    /// The position after the padding.
    let end: Int
    /// What this packet and those before it have in common.
    let common: MetadataText.Packets

    /// Finds and checks the packet at a position.
    ///
    /// - Parameters:
    ///   - bytes: the metadata stream.
    ///   - start: where the packet begins; less than the count of bytes.
    ///   - earlier: what the packets before it have in common; nil for the first packet.
    /// - Throws: an error with the byte where the packet is cut, or else where it begins.
    init(
        _ bytes: [UInt8],
        at start: Int,
        after earlier: MetadataText.Packets?
    ) throws(CTFError) {
        let place = Place(packet: (earlier?.count ?? 0) + 1, start: start)
        let rest = bytes[start...]
        guard rest.count >= MetadataPacketHeader.size else {
            let whole = MetadataPacketHeader.Offset.all.last { $0 <= rest.count } ?? 0
            throw place.error(whole, "the packet ends within its header")
        }
        guard let byteOrder = MetadataPacketHeader.byteOrder(rest),
            earlier == nil || earlier?.byteOrder == byteOrder
        else {
            throw place.error(0, "the packet does not begin with the magic number")
        }
        let header = MetadataPacketHeader(rest, byteOrder)
        try place.check(header, after: earlier)
        let contentSize = Int(header.contentSizeBits / 8)
        let totalSize = Int(header.totalSizeBits / 8)
        guard rest.count >= contentSize else {
            throw place.error(
                MetadataPacketHeader.size,
                "the packet ends within its content of \(contentSize) bytes"
            )
        }
        guard rest.count >= totalSize else {
            throw place.error(contentSize, "the packet ends within its padding")
        }
        content = start + MetadataPacketHeader.size..<start + contentSize
        end = start + totalSize
        common = MetadataText.Packets(
            count: place.packet,
            byteOrder: byteOrder,
            majorVersion: header.majorVersion,
            minorVersion: header.minorVersion,
            uuid: header.uuid
        )
    }

    /// How many bytes the packet at a position has; nil when too few bytes are there to tell.
    ///
    /// A header which is wrong gives 0: the packet need not be waited for.
    static func size(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= MetadataPacketHeader.size else { return nil }
        guard let byteOrder = MetadataPacketHeader.byteOrder(bytes) else { return 0 }
        return Int(MetadataPacketHeader(bytes, byteOrder).totalSizeBits / 8)
    }
}

extension MetadataPacket {
    /// A packet and where it is, for messages.
    struct Place {
        let packet: Int
        let start: Int

        func error(
            _ offset: Int,
            _ problem: String,
            _ kind: CTFError.Kind = .metadata
        ) -> CTFError {
            CTFError(
                kind,
                path: "",
                place: "metadata packet \(packet), byte \(start + offset)",
                problem: problem,
                remedy: "Copy the metadata file again, or record the trace again"
            )
        }

        func check(
            _ header: MetadataPacketHeader,
            after earlier: MetadataText.Packets?
        ) throws(CTFError) {
            let content = header.contentSizeBits
            let total = header.totalSizeBits
            guard content % 8 == 0 && total % 8 == 0 else {
                throw error(0, "the sizes \(content) and \(total) are no multiples of 8 bits")
            }
            guard content >= MetadataPacketHeader.size * 8 else {
                throw error(0, "the content size of \(content) bits is less than the header")
            }
            guard content <= total else {
                throw error(0, "the content size \(content) is more than the size \(total)")
            }
            let schemes = [
                ("compressed", header.compression), ("encrypted", header.encryption),
                ("protected by a checksum", header.checksumScheme),
            ]
            for (word, scheme) in schemes where scheme != 0 {
                throw error(0, "the packet is \(word) (scheme \(scheme))", .unsupported)
            }
            let version = (header.majorVersion, header.minorVersion)
            guard version == (1, 8) || version == (2, 0) else {
                throw error(0, "the version \(version.0).\(version.1) is not known", .unsupported)
            }
            guard earlier == nil || earlier?.uuid == header.uuid else {
                throw error(
                    MetadataPacketHeader.Offset.uuid,
                    "the UUID differs from that of the first packet"
                )
            }
        }
    }
}
