// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The clocks of traces that are opened again and again, as they were first seen.
///
/// A recorder that measures its clock ever better moves all times by a few nanoseconds. Who shows
/// what is new since a time would then show an event record twice, or never.
final class FollowedClocks {
    private var known: [[String]: [ClockClass]] = [:]

    /// The metadata of a trace with the clocks that the trace had when it was first opened.
    ///
    /// - Parameters:
    ///   - paths: the folders of the trace.
    ///   - metadata: its metadata as it is now.
    /// - Returns: what it is taken to be.
    func keep(_ paths: [String], _ metadata: TraceMetadata) -> TraceMetadata {
        var first = known[paths] ?? []
        let clocks = metadata.clockClasses.map { clock in
            if let same = first.first(where: { $0.id == clock.id }) { return same }
            first.append(clock)
            return clock
        }
        known[paths] = first
        return metadata.replacing(clockClasses: clocks)
    }
}
