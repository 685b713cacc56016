// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol

/// What is known of events that were emitted before programs had their orders.
///
/// They are not in the trace, and no ring counted them.
public struct UnknownEvents: Hashable, Sendable {
    /// How many events that the rules select programs emitted before they had their orders.
    public internal(set) var eventCount: UInt64 = 0
    /// The programs that emitted them.
    public internal(set) var programCount = 0
    /// The programs that ended, or were left at the end, before they could say what they had
    /// emitted.
    public internal(set) var unheardCount = 0
    /// How long the program that waited longest for its orders ran without them, in nanoseconds.
    public internal(set) var longestNanoseconds: UInt64 = 0

    /// Nothing is unknown.
    public init() {}

    /// Whether everything that was emitted is recorded, or counted elsewhere.
    public var isNothing: Bool { eventCount == 0 && unheardCount == 0 }
}

extension RecordingSession {
    /// More programs are counted and not named.
    private static let maximumNames = 20

    /// What is unknown so far.
    public var unknown: UnknownEvents {
        var unknown = endedUnknown
        for program in traced.values { add(program, to: &unknown) }
        return unknown
    }

    /// Nothing more will be heard: who has not said what it emitted never will.
    ///
    /// - Returns: what the host has to do.
    public mutating func endHearing() -> [Action] {
        traced.keys.sorted().flatMap { connection in
            guard let program = traced[connection], program.owesReport else {
                return [] as [Action]
            }
            // What is counted now is not counted again when it ends.
            traced[connection]?.unknownCount = 0
            traced[connection]?.owesReport = false
            return end(program)
        }
    }

    /// A program has ended.
    mutating func end(_ program: TracedProgram) -> [Action] {
        add(program, to: &endedUnknown)
        // A child that records into its parent's buffers, and one that cannot record, lose nothing
        // that is not said already.
        guard program.owesReport, !program.hello.isRecordedAlready, program.failureCount == 0
        else { return [] }
        endedUnknown.unheardCount += 1
        guard endedUnknown.unheardCount <= Self.maximumNames else { return [] }
        return [
            .warn(
                "\(program.hello.name) ended before it had its orders, and could not say what it"
                    + " had emitted: those events are unknown"
            )
        ]
    }

    /// A program says what it emitted before its orders, in all.
    mutating func note(_ report: UntracedReport, of connection: ConnectionID) {
        guard let program = traced[connection] else { return }
        var count: UInt64 = 0
        for entry in report.counts where isSelected(program.events[entry.event]) {
            // A hostile program may name any numbers.
            count = count.addingClamped(entry.count)
        }
        traced[connection]?.report = report
        traced[connection]?.owesReport = false
        // Rules that have changed since do not make known what was not.
        traced[connection]?.unknownCount = max(program.unknownCount, count)
    }

    private func add(_ program: TracedProgram, to unknown: inout UnknownEvents) {
        guard program.unknownCount > 0 else { return }
        unknown.eventCount = unknown.eventCount.addingClamped(program.unknownCount)
        unknown.programCount += 1
        let nanoseconds = program.report?.nanoseconds ?? 0
        unknown.longestNanoseconds = max(unknown.longestNanoseconds, nanoseconds)
    }

    private func isSelected(_ event: Int?) -> Bool {
        guard let event else { return false }
        return channels.contains { $0.filters(for: events[event]) != nil }
    }
}

extension UInt64 {
    fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }
}
