// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing

/// The trace of the program `torture`.
enum TortureTrace {
    /// What the trace says of one writer.
    struct Writer {
        var count: UInt64 = 0
        var last: UInt64 = 0
    }

    /// Checks every record: its text belongs to its number, numbers of a writer rise, times too.
    static func read(_ path: String, seed: String) throws -> [UInt32: Writer] {
        var writers: [UInt32: Writer] = [:]
        var wrong = 0
        for stream in try CTFTrace(paths: [path]).streams.map({ DataStreamCursor($0) }) {
            var time = Int64.min
            var numbers: [UInt32: UInt64] = [:]
            while let message = try stream.next() {
                guard message == .event else { continue }
                // The common context, process and thread, comes before the payload.
                let values = stream.items.dropFirst(2).map(\.self)
                let writer = UInt32(truncatingIfNeeded: values[0].bits)
                let number = values[1].bits
                let length = Int((number &* 31 &+ UInt64(writer)) % 251) / 10 + 1
                let text = stream.window[values[2].range]
                let now = stream.nanoseconds ?? .min
                if text.count != length * 10 || text.last != 0x6A || text.first != 0x61
                    || number <= numbers[writer, default: 0] || now < time
                {
                    wrong += 1
                }
                numbers[writer] = number
                time = now
                writers[writer, default: Writer()].count += 1
                writers[writer, default: Writer()].last = max(
                    writers[writer, default: Writer()].last,
                    number
                )
            }
        }
        #expect(wrong == 0, "seed \(seed)")
        return writers
    }

    /// How often each writer called the tracepoint.
    static func tallies(_ path: String) throws -> [UInt64] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        return stride(from: 0, to: data.count, by: 8).map { offset in
            data[offset..<(offset + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }
}
