// SPDX-License-Identifier: Apache-2.0

public import Bytes
public import TraceGraph

/// Counts messages by kind: `sink.utils.counter`.
///
/// It counts in batches, as Babeltrace's iterators give messages
/// (docs/decisions/0045-counted-in-batches.md).
public struct MessageCounter: Sendable {
    /// How many messages are counted before it is looked whether to print.
    private static let batchSize: UInt64 = 15
    /// After how many messages is printed, unless something else is asked for.
    public static let defaultStep: UInt64 = 10_000

    private let step: UInt64
    private let hidesZero: Bool
    /// The count of each kind, at the index of its raw value.
    private var counts = [UInt64](repeating: 0, count: Message.Kind.allCases.count)
    private var total: UInt64 = 0
    /// The total after the last block that a step printed.
    private var stepBegan: UInt64 = 0
    private var printedTotal: UInt64?

    /// Makes a counter.
    ///
    /// - Parameters:
    ///   - step: after how many messages to print, rounded up to a whole batch; 0 only at the end.
    ///   - hidesZero: whether kinds without messages are left out.
    public init(step: UInt64 = MessageCounter.defaultStep, hidesZero: Bool = false) {
        self.step = step
        self.hidesZero = hidesZero
    }

    /// Counts a message, and prints when it is time to.
    public mutating func count(_ kind: Message.Kind, into text: inout TextBuffer) {
        counts[Int(kind.rawValue)] &+= 1
        total &+= 1
        guard step > 0, total % Self.batchSize == 0, total - stepBegan >= step else { return }
        stepBegan = total
        print(&text)
        text.append(byte: 0x0A)
    }

    /// Takes counts that were found elsewhere.
    public mutating func take(_ found: MessageCounts) {
        counts = counts.map { _ in 0 }
        let pairs: [(Message.Kind, UInt64)] = [
            (.event, found.events), (.streamBeginning, found.streamBeginnings),
            (.streamEnd, found.streamEnds), (.packetBeginning, found.packetBeginnings),
            (.packetEnd, found.packetEnds), (.discardedEvents, found.discardedEvents),
            (.discardedPackets, found.discardedPackets),
        ]
        for (kind, count) in pairs { counts[Int(kind.rawValue)] = count }
        total = counts.reduce(0, &+)
    }

    /// Prints what has changed since the last time.
    public mutating func finish(into text: inout TextBuffer) {
        if printedTotal != total { print(&text) }
    }

    private static let names: [(kind: Message.Kind, name: String)] = [
        (.event, "Event message"), (.streamBeginning, "Stream beginning message"),
        (.streamEnd, "Stream end message"), (.packetBeginning, "Packet beginning message"),
        (.packetEnd, "Packet end message"), (.discardedEvents, "Discarded event message"),
        (.discardedPackets, "Discarded packet message"),
        (.inactivity, "Message iterator inactivity message"),
    ]

    private mutating func print(_ text: inout TextBuffer) {
        printedTotal = total
        for (kind, name) in Self.names {
            let count = counts[Int(kind.rawValue)]
            if count > 0 || !hidesZero { line(count, name + (count == 1 ? "" : "s"), &text) }
        }
        line(total, "message\(total == 1 ? "" : "s") (TOTAL)", &text)
    }

    private func line(_ count: UInt64, _ name: String, _ text: inout TextBuffer) {
        let digits = String(count)
        for _ in digits.count..<max(digits.count, 15) { text.append(byte: 0x20) }
        text.append(string: "\(digits) \(name)\n")
    }
}
