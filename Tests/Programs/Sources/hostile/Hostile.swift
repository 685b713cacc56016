// SPDX-License-Identifier: Apache-2.0

import Glibc
import Plume

let honest = Tracepoint("hostile", "honest", Field<UInt64>("number"), Field<String>("text"))

/// Records some events, then overwrites the shared memory with garbage: only the control pages
/// ("control"), only the records ("records"), or everything ("all").
@main
struct Hostile {
    static func main() {
        let mode = CommandLine.arguments.dropFirst().first ?? "all"
        let seed = CommandLine.arguments.dropFirst(2).first.flatMap { UInt64($0) } ?? 1
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        for round in 0..<20 {
            for number in 0..<100 { honest(UInt64(number), "text \(round)") }
            for range in mappings() { scribble(range, mode, &state) }
            usleep(2_000)
        }
    }

    private static func mappings() -> [Range<UInt>] {
        guard let file = fopen("/proc/self/maps", "r") else { return [] }
        defer { fclose(file) }
        var ranges: [Range<UInt>] = []
        var line = [CChar](repeating: 0, count: 1_024)
        while fgets(&line, 1_024, file) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
                as: UTF8.self
            )
            guard text.contains("plume-ring") else { continue }
            let ends = text.prefix { $0 != " " }.split(separator: "-").compactMap {
                UInt($0, radix: 16)
            }
            if ends.count == 2 { ranges.append(ends[0]..<ends[1]) }
        }
        return ranges
    }

    private static func scribble(_ range: Range<UInt>, _ mode: String, _ state: inout UInt64) {
        guard let base = UnsafeMutablePointer<UInt64>(bitPattern: range.lowerBound) else { return }
        let count = min(range.count / 8, 16_384)
        let indexes =
            mode == "control"
            ? 0..<min(count, 16) : mode == "records" ? min(count, 600)..<count : 0..<count
        for index in indexes {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            if state % 3 != 0 { base[index] = state % 5 == 0 ? state % 4_096 * 8 : state }
        }
    }
}
