// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol

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
            guard let program = traced[connection], program.report == nil else {
                return [] as [Action]
            }
            // The report that stands in for the missing one keeps it from being counted again.
            traced[connection]?.report = UntracedReport(nanoseconds: 0)
            return end(program)
        }
    }

    /// A program has ended.
    mutating func end(_ program: TracedProgram) -> [Action] {
        add(program, to: &endedUnknown)
        // A child that records into its parent's buffers, and one that cannot record, lose nothing
        // that is not said already.
        guard program.report == nil, !program.hello.isRecordedAlready, program.failureCount == 0
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

    private func add(_ program: TracedProgram, to unknown: inout UnknownEvents) {
        guard let report = program.report else { return }
        var count: UInt64 = 0
        for entry in report.counts where isSelected(program.events[entry.event]) {
            // A hostile program may name any numbers.
            count = count.addingClamped(entry.count)
        }
        guard count > 0 else { return }
        unknown.eventCount = unknown.eventCount.addingClamped(count)
        unknown.programCount += 1
        unknown.longestNanoseconds = max(unknown.longestNanoseconds, report.nanoseconds)
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
