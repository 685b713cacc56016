// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

/// The packets of a data stream file as the tracer listed them in `index/NAME.idx` (LTTng's index
/// files, version 1).
///
/// It saves reading a page of the data stream file for each packet. An index is believed only when
/// its entries fill the file without gaps and its first and last entries say what the packets say.
enum PacketIndexFile {
    private static let magic: UInt32 = 0xC1F1_DCC1
    private static let headerBytes = 16
    /// Version 1.0 ends before the id of the data stream; 1.1 adds a sequence number too.
    private static let entryBytes = 56
    private static let wholeEntryBytes = 72
    private static let limitBytes: UInt64 = 1 << 30

    /// The packets of a file; nil when it has no index, or one that cannot be right.
    static func packets(of reader: PacketReader) -> [PacketInfo]? {
        guard let bytes = contents(of: reader.path), let size = entrySize(bytes),
            let first = try? reader.open(at: 0)
        else { return nil }
        let hasWholeEntries = size >= wholeEntryBytes
        if first.sequenceNumber != nil && !hasWholeEntries { return nil }
        var packets: [PacketInfo] = []
        var offset: UInt64 = 0
        for start in stride(from: headerBytes, to: bytes.count, by: size) {
            var packet = first
            packet.offset = number(bytes, start)
            packet.totalBits = number(bytes, start + 8)
            packet.contentBits = number(bytes, start + 16)
            if first.beginClock != nil { packet.beginClock = number(bytes, start + 24) }
            if first.endClock != nil { packet.endClock = number(bytes, start + 32) }
            if first.discardedCount != nil { packet.discardedCount = number(bytes, start + 40) }
            packet.streamClassID = number(bytes, start + 48)
            if first.streamID != nil && hasWholeEntries {
                packet.streamID = number(bytes, start + 56)
            }
            if first.sequenceNumber != nil { packet.sequenceNumber = number(bytes, start + 64) }
            guard packet.offset == offset, packet.totalBits > 0, packet.totalBits % 8 == 0,
                packet.contentBits <= packet.totalBits,
                packet.totalBits / 8 <= reader.size - offset,
                packet.streamClassID == first.streamClassID
            else { return nil }
            offset = packet.endOffset
            packets.append(packet)
        }
        guard offset == reader.size, packets.first == first, let last = packets.last,
            let previous = packets.dropLast().last,
            let read = try? reader.open(
                at: last.offset,
                clock: previous.endClock ?? previous.beginClock ?? 0
            ), read == last
        else { return nil }
        return packets
    }

    private static func contents(of path: String) -> [UInt8]? {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.popLast() else { return nil }
        let index = (parts + ["index", name + ".idx"]).joined(separator: "/")
        guard Directory.kind(of: index) == .file else { return nil }
        return try? FileReader.contents(of: index, limitBytes: limitBytes)
    }

    /// The bytes of each entry; nil when this is no index.
    private static func entrySize(_ bytes: [UInt8]) -> Int? {
        guard bytes.count > headerBytes, number(bytes, 0) == UInt64(magic) << 32 | 1 else {
            return nil
        }
        let size = Int(number(bytes, 8) & 0xFFFF_FFFF)
        guard size >= entryBytes, size % 8 == 0, (bytes.count - headerBytes) % size == 0 else {
            return nil
        }
        return size
    }

    /// A big-endian number of 64 bits.
    private static func number(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        bytes[offset..<(offset + 8)].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
