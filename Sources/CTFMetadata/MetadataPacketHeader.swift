// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The 37 bytes that precede the text in each metadata packet.
struct MetadataPacketHeader {
    /// The size of a header in bytes.
    static let size = 37
    /// The number that a header begins with.
    static let magic: UInt32 = 0x75D1_1D57

    /// The offsets of the fields in bytes, and of the header's end.
    enum Offset {
        static let uuid = 4
        static let checksum = 20
        static let contentSize = 24
        static let totalSize = 28
        static let compression = 32
        static let encryption = 33
        static let checksumScheme = 34
        static let majorVersion = 35
        static let minorVersion = 36
        static let all = [
            0, uuid, checksum, contentSize, totalSize, compression, encryption, checksumScheme,
            majorVersion, minorVersion, size,
        ]
    }

    let byteOrder: ByteOrder
    let uuid: MetadataUUID?
    let contentSizeBits: UInt32
    let totalSizeBits: UInt32
    let compression: UInt8
    let encryption: UInt8
    let checksumScheme: UInt8
    let majorVersion: UInt8
    let minorVersion: UInt8

    /// The byte order in which some bytes begin with the magic number; nil when they do not.
    static func byteOrder(_ bytes: ArraySlice<UInt8>) -> ByteOrder? {
        guard bytes.count >= 4 else { return nil }
        if number(bytes, at: 0, .littleEndian) == magic { return .littleEndian }
        return number(bytes, at: 0, .bigEndian) == magic ? .bigEndian : nil
    }

    /// Whether some bytes do not begin as a packet does, in either byte order.
    ///
    /// Fewer bytes than the magic number has may be the beginning of a packet.
    static func isForeign(_ bytes: ArraySlice<UInt8>) -> Bool {
        func begins(_ other: [UInt8]) -> Bool { bytes.starts(with: other.prefix(bytes.count)) }
        let written = (0..<4).map { UInt8(truncatingIfNeeded: magic >> UInt32($0 * 8)) }
        return !begins(written) && !begins(written.reversed())
    }

    /// Reads a header from the beginning of at least 37 bytes.
    init(_ bytes: ArraySlice<UInt8>, _ byteOrder: ByteOrder) {
        func byte(_ offset: Int) -> UInt8 { bytes[bytes.startIndex + offset] }
        self.byteOrder = byteOrder
        uuid = MetadataUUID(bytes: Array(bytes.dropFirst(Offset.uuid).prefix(16)))
        contentSizeBits = Self.number(bytes, at: Offset.contentSize, byteOrder)
        totalSizeBits = Self.number(bytes, at: Offset.totalSize, byteOrder)
        compression = byte(Offset.compression)
        encryption = byte(Offset.encryption)
        checksumScheme = byte(Offset.checksumScheme)
        majorVersion = byte(Offset.majorVersion)
        minorVersion = byte(Offset.minorVersion)
    }

    private static func number(
        _ bytes: ArraySlice<UInt8>,
        at offset: Int,
        _ byteOrder: ByteOrder
    ) -> UInt32 {
        let part = bytes.dropFirst(offset).prefix(4)
        func join(_ value: UInt32, _ byte: UInt8) -> UInt32 { value << 8 | UInt32(byte) }
        return byteOrder == .bigEndian ? part.reduce(0, join) : part.reversed().reduce(0, join)
    }
}
