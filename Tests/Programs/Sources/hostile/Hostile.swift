// SPDX-License-Identifier: Apache-2.0

import Glibc
import Plume

let honest = Tracepoint("hostile", "honest", Field<UInt64>("number"), Field<String>("text"))

/// Records some events, then overwrites the shared memory with garbage.
///
/// The first argument says what: only the control pages ("control"), only the records ("records"),
/// or everything ("all"). With "flips" a second thread changes bytes of records all the time, so
/// that they change while they are read.
@main
struct Hostile {
    static func main() {
        let mode = CommandLine.arguments.dropFirst().first ?? "all"
        let seed = CommandLine.arguments.dropFirst(2).first.flatMap { UInt64($0) } ?? 1
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        if mode == "flips" { return flip(state) }
        for round in 0..<20 {
            for number in 0..<100 { honest(UInt64(number), "text \(round)") }
            for range in mappings() { scribble(range, mode, &state) }
            usleep(2_000)
        }
    }

    private static func flip(_ seed: UInt64) {
        honest(0, "first")
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Flipper(mappings(), seed))
        pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Flipper>.fromOpaque(argument).takeUnretainedValue().run()
            },
            box.toOpaque()
        )
        for number in 0..<200_000 { honest(UInt64(number), "text \(number)") }
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
            // The definitions are there to be read only.
            guard text.contains("plume-ring"), text.contains(" rw-s ") else { continue }
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

/// Changes bytes of records, a few in a million each time, for ever.
final class Flipper {
    private let ranges: [Range<UInt>]
    private var state: UInt64

    init(_ ranges: [Range<UInt>], _ seed: UInt64) {
        self.ranges = ranges
        state = seed
    }

    func run() -> Never {
        while true {
            for range in ranges {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                // Behind the control page, where the newest records are.
                let place = range.lowerBound + 4_096 + UInt(state % 262_144)
                guard place < range.upperBound else { continue }
                UnsafeMutablePointer<UInt8>(bitPattern: place)?.pointee ^=
                    1 << UInt8(state >> 60 & 7)
            }
        }
    }
}
