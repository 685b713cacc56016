// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Puts the text of a metadata stream into packets.
public enum MetadataPackets {
    /// Makes the packets of a text.
    ///
    /// - Parameters:
    ///   - text: TSDL text or a JSON text sequence, which tells the version.
    ///   - uuid: the UUID of the metadata stream; zeros when there is none.
    ///   - byteOrder: the byte order of the headers.
    ///   - packetSize: the size of each packet in bytes, padding included; between 64 bytes and
    ///     16 MiB.
    /// - Returns: one packet or more.
    public static func pack(
        _ text: [UInt8],
        uuid: MetadataUUID? = nil,
        byteOrder: ByteOrder = .littleEndian,
        packetSize: Int = 4096
    ) -> [UInt8] {
        let size = min(max(packetSize, 64), 1 << 24)
        let isCTF2 = text.first == FragmentSequence.recordSeparator
        let room = size - MetadataPacketHeader.size
        var bytes: [UInt8] = []
        var rest = text[...]
        repeat {
            let content = rest.prefix(room)
            rest = rest.dropFirst(room)
            append(MetadataPacketHeader.magic, byteOrder, to: &bytes)
            bytes += uuid?.bytes ?? Array(repeating: 0, count: 16)
            append(0, byteOrder, to: &bytes)
            let contentBits = (MetadataPacketHeader.size + content.count) * 8
            append(UInt32(contentBits), byteOrder, to: &bytes)
            append(UInt32(size * 8), byteOrder, to: &bytes)
            bytes += [0, 0, 0, isCTF2 ? 2 : 1, isCTF2 ? 0 : 8]
            bytes += content
            bytes += Array(repeating: 0, count: room - content.count)
        } while !rest.isEmpty
        return bytes
    }

    private static func append(
        _ number: UInt32,
        _ byteOrder: ByteOrder,
        to bytes: inout [UInt8]
    ) {
        for index in 0..<4 {
            let shift = (byteOrder == .bigEndian ? 3 - index : index) * 8
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift)))
        }
    }
}
