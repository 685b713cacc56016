// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CTFReader
internal import SystemCalls
internal import TraceComponents
internal import TraceGraph
internal import TraceModel
internal import TraceSlices

/// Shows traces while they are recorded.
///
/// The traces are opened again and again, and what is new is shown. Buffers reach the files one
/// after the other, so the newest event records wait until none before them can come.
struct TraceFollower {
    /// How long to wait between two looks.
    private static let tickNanoseconds: UInt64 = 250_000_000
    /// How old event records are before they are shown while more arrive.
    private static let holdBackNanoseconds: Int64 = 250_000_000
    /// After how many looks without anything new the newest event records are shown.
    private static let quietTicks = 2

    /// Opens the traces, whose clocks stay as they were first seen.
    let open: (FollowedClocks) throws(CTFError) -> [CTFTrace]
    /// Makes the view of traces.
    let makeView: ([CTFTrace]) -> TextView

    /// Shows what there is and what comes, until Ctrl-C, the end of the range or the end of those
    /// who read.
    ///
    /// - Throws: why the traces cannot be read.
    func run(_ range: MessageTrimmer.Range) throws {
        let clocks = FollowedClocks()
        Interruptions.begin()
        let closed = Interrupter()
        var position: TextView.Position?
        var limits: (lower: Int64, upper: Int64)?
        var shown = Int64.min
        var newest: Int64?
        var quietTicks = 0
        var hasSaidSo = false
        while true {
            let isLast = Interruptions.interrupter.isSet
            let view = try self.view(clocks)
            if view == nil && !hasSaidSo {
                Terminal.say("plume: there is no trace yet; waiting for one, Ctrl-C ends")
                hasSaidSo = true
            }
            if let view, let last = view.newestNanoseconds {
                let all = try limits ?? self.limits(range, view)
                limits = all
                quietTicks = newest == last ? quietTicks + 1 : 0
                newest = last
                let isQuiet = isLast || quietTicks >= Self.quietTicks
                let upper = min(all.upper, isQuiet ? last &+ 1 : last &- Self.holdBackNanoseconds)
                let lower = max(shown, all.lower)
                if upper > lower {
                    let result = view.between(lower, upper).run(
                        after: position,
                        output: { text, bytes in
                            if Terminal.output(text, bytes) { return true }
                            closed.set()
                            return false
                        },
                        warn: { Terminal.say($0) }
                    )
                    position = result.position ?? position
                    shown = upper
                }
                if last > all.upper { return }
            }
            if isLast || closed.isSet { return }
            Clock.sleep(nanoseconds: Self.tickNanoseconds)
        }
    }

    /// The view of the traces as they are now; nil while there is nothing yet.
    private func view(_ clocks: FollowedClocks) throws -> TextView? {
        let traces: [CTFTrace]
        do throws(CTFError) {
            traces = try open(clocks)
        } catch {
            // A recording that has just begun has no folder, or no metadata yet.
            if error.kind == .access || error.kind == .metadata { return nil }
            throw CommandFailure(.traceUnreadable, error.description)
        }
        let view = makeView(traces)
        guard view.tellsTimes else {
            throw CommandFailure(
                .traceUnreadable,
                "the packets of the trace do not tell their times, so it cannot be followed; view"
                    + " it without --follow"
            )
        }
        return view
    }

    private func limits(
        _ range: MessageTrimmer.Range,
        _ view: TextView
    ) throws -> (lower: Int64, upper: Int64) {
        do throws(GraphError) {
            return try view.limits(of: range)
        } catch {
            throw CommandFailure(.usage, error.causes.map(\.message).joined(separator: " "))
        }
    }
}
