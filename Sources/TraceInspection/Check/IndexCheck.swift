// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls

/// Compares the index that a tracer wrote for a data stream file with the file's packets.
enum IndexCheck {
    private static let magic: UInt64 = 0xC1F1_DCC1
    private static let headerBytes = 16
    private static let limitBytes: UInt64 = 1 << 30
    private static let names = [
        "offset", "packet size", "content size", "begin time", "end time",
        "counter of discarded event records", "data stream class", "data stream",
        "sequence number",
    ]

    /// What is wrong with the index of a file of a data stream; nothing when it has none.
    static func problems(of file: Int, in stream: DataStream) -> [CheckReport.Problem] {
        let path = stream.paths[file]
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.popLast() else { return [] }
        let index = (parts + ["index", name + ".idx"]).joined(separator: "/")
        guard Directory.kind(of: index) == .file else { return [] }
        func problem(_ offset: Int, _ text: String) -> [CheckReport.Problem] {
            [
                CheckReport.Problem(
                    .irregularity,
                    path: index,
                    place: "byte \(offset) (bit \(offset * 8))",
                    text
                )
            ]
        }
        guard let bytes = try? FileReader.contents(of: index, limitBytes: limitBytes) else {
            return problem(0, "the index cannot be read")
        }
        guard bytes.count >= headerBytes, number(bytes, 0, 4) == magic,
            number(bytes, 4, 4) == 1
        else { return problem(0, "this is no index of version 1") }
        let size = Int(number(bytes, 12, 4))
        guard size >= 56, size % 8 == 0, (bytes.count - headerBytes) % size == 0 else {
            return problem(12, "the entries of \(size) bytes do not fill the index")
        }
        let packets = stream.packets.filter { $0.file == file }.map(\.info)
        let count = (bytes.count - headerBytes) / size
        guard count == packets.count else {
            return problem(
                headerBytes,
                "the index has \(count) entries, and the data stream file \(packets.count) packets"
            )
        }
        for (entry, packet) in packets.enumerated() {
            let start = headerBytes + entry * size
            for (field, expected) in values(packet).enumerated() where field * 8 < size {
                let found = number(bytes, start + field * 8, 8)
                guard let expected, found != expected else { continue }
                return problem(
                    start + field * 8,
                    "entry \(entry): the \(names[field]) is \(found), and \(expected) in the packet"
                )
            }
        }
        return []
    }

    /// What an entry must say; nil for what the packet does not tell.
    private static func values(_ packet: PacketInfo) -> [UInt64?] {
        [
            packet.offset, packet.totalBits, packet.contentBits, packet.beginClock,
            packet.endClock, packet.discardedCount, packet.streamClassID, packet.streamID,
            packet.sequenceNumber,
        ]
    }

    /// A big-endian number; 0 where the bytes end.
    private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt64 {
        guard offset + count <= bytes.count else { return 0 }
        return bytes[offset..<(offset + count)].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
