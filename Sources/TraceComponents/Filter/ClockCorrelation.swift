// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
package import TraceGraph
internal import TraceModel

/// Checks that the times of all data streams can be compared.
package struct ClockCorrelation {
    private enum Expectation: Equatable {
        case noClock
        case origin(ClockClass.Origin)
        case identity(Identity)
        /// Clocks of which nothing is known count as one, as they do for Babeltrace 2.0: tracers
        /// of small systems write no more about the only clock that there is.
        case plain
    }

    private var expectation: Expectation?

    /// Knows no clock yet.
    package init() {}

    /// Checks the clock of a further data stream.
    package mutating func check(_ message: Message, actor: String) throws(GraphError) {
        let found = Self.expectation(message)
        guard found != expectation else { return }
        guard expectation == nil else {
            throw GraphError(
                actor: actor,
                "The clocks of the data streams cannot be compared: all must count from the Unix"
                    + " epoch, or have the same UUID. --clock-force-correlate takes all as counting"
                    + " from the Unix epoch."
            )
        }
        expectation = found
    }

    private static func expectation(_ message: Message) -> Expectation {
        guard let clock = message.clock else { return .noClock }
        if let origin = clock.origin { return .origin(origin) }
        if let uid = clock.identity.uid {
            // In CTF 1.8, the UUID alone tells which clock it is.
            let isOld = message.stream?.trace.compiled.metadata.format == .ctf1
            return .identity(isOld ? Identity(uid: uid) : clock.identity)
        }
        return .plain
    }
}
