// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation

/// How often each writer of the torture program says it called its tracepoint.
struct Tally {
    /// By the number of the writer.
    let counts: [UInt64]

    init(_ path: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        counts = unsafe data.withUnsafeBytes { bytes in
            (0..<(bytes.count / 8)).map {
                unsafe bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)
            }
        }
    }

    /// Waits until a writer has written; gives up after ten seconds.
    static func waits(for path: String) {
        for _ in 0..<1_000 {
            if let tally = try? Tally(path), tally.total > 0 { return }
            usleep(10_000)
        }
    }

    var total: UInt64 { counts.reduce(0, +) }
}

/// What a trace holds of the torture program: a writer, its number, and a text that fits both.
struct TortureRecords {
    /// The numbers of each writer, from the lowest.
    private(set) var numbers: [UInt64: [UInt64]] = [:]
    /// Records that the data streams tell were lost.
    private(set) var discarded: UInt64 = 0
    /// Records with the wrong text, or out of the order of time.
    private(set) var wrong = 0
    private(set) var count = 0

    init(_ path: String) throws {
        for stream in try CTFTrace(paths: [path]).streams {
            discarded += stream.packets.last?.info.discardedCount ?? 0
            let cursor = DataStreamCursor(stream)
            var time = Int64.min
            while let message = try cursor.next() {
                guard message == .event else { continue }
                // The common context, process and thread, comes before the payload.
                let values = cursor.items.dropFirst(2).map(\.self)
                let (writer, number) = (values[0].bits, values[1].bits)
                let length = Int((number &* 31 &+ writer) % 251) / 10 + 1
                let text = cursor.window[values[2].range]
                let now = cursor.nanoseconds ?? .min
                if text.count != length * 10 || text.last != 0x6A || now < time { wrong += 1 }
                numbers[writer, default: []].append(number)
                time = now
                count += 1
            }
        }
        // Writers move between the CPUs, whose streams are read one after the other.
        for writer in numbers.keys { numbers[writer]?.sort() }
    }

    /// What is wrong with the numbers of each writer, and with the count of what was discarded.
    ///
    /// Each number must be there once, but for the events that are too big for every buffer and
    /// those that found a full buffer: all of them are counted. A kill
    /// between an event and its tally leaves a record beyond the tally, an event too big that the
    /// tally does not know, or, in a ring that processes share, a hole.
    func problems(_ tally: Tally, burst: UInt64, mayLeaveHoles: Bool) -> [String] {
        var problems: [String] = []
        var known: UInt64 = 0
        var beyond: UInt64 = 0
        var missing: UInt64 = 0
        for (writer, called) in tally.counts.enumerated() {
            // The last writer of each child is its signal handler, which emits no such events.
            let isTooBig = { (number: UInt64) in
                writer % 3 != 2 && number % (64 * burst + 1) == 2 * burst + 1
            }
            let numbers = numbers[UInt64(writer)] ?? []
            let mayBeBeyond = called + 1
            var expected: [UInt64] = []
            if called > 0 { expected = (1...called).filter { !isTooBig($0) } }
            known += called - UInt64(expected.count)
            if numbers.last == mayBeBeyond {
                expected.append(mayBeBeyond)
            } else if called > 0, mayLeaveHoles || isTooBig(mayBeBeyond) {
                beyond += 1
            }
            missing += UInt64(max(0, expected.count - numbers.count))
            let isOrdered = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
            if !isOrdered || !Set(numbers).isSubset(of: expected) {
                problems.append("writer \(writer): \(called) called, \(numbers.count) recorded")
            }
        }
        // A controller that gets no CPU finds full buffers, and each loss counted.
        let certain = known + missing
        if !(certain...(certain + beyond)).contains(discarded) || missing * 2 > tally.total {
            problems.append(
                "\(missing) are missing; \(discarded) discarded, \(certain) and up to \(beyond)"
                    + " more expected"
            )
        }
        return problems
    }
}
