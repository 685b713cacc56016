// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLConverter {
    /// The name of the clock which is made for timestamps when the text declares none.
    static let implicitClockName = "default"

    /// The clock of a stream; nil when nothing in it is a timestamp.
    ///
    /// Timestamps without a clock belong to the only one that there is.
    func clock(
        of state: StreamState,
        _ clocks: inout [ClockClass]
    ) throws(CTFError) -> String? {
        if let clock = state.clock { return clock }
        guard let offset = state.unmappedOffset else { return nil }
        if clocks.isEmpty {
            let name = Self.implicitClockName
            clocks.append(ClockClass(id: name, identity: Identity(name: name)))
        }
        guard clocks.count == 1 else {
            throw resolver.error(
                offset,
                "the timestamp is mapped to no clock, and there are several",
                "Add \"map = clock.NAME.value;\" to its integer type"
            )
        }
        return clocks[0].id
    }

    /// Remembers that a field of the current stream is mapped to a clock.
    mutating func use(_ clock: TSDLName) throws(CTFError) {
        guard resolver.clockNames.contains(clock.text) else {
            throw resolver.error(
                clock.offset,
                "there is no clock \"\(clock.text)\"",
                "Add a clock block, or correct the name"
            )
        }
        if let other = stream.clock, other != clock.text {
            throw resolver.error(
                clock.offset,
                "fields of one stream are mapped to the clocks \"\(other)\" and"
                    + " \"\(clock.text)\"",
                "Map all to the same clock"
            )
        }
        stream.clock = clock.text
    }

    /// Gives clocks the origin which their tracer means but does not write.
    ///
    /// LTTng's clock named `monotonic` counts from the Unix epoch, though it is not declared as
    /// absolute.
    func withOrigins(_ clocks: [ClockClass]) -> [ClockClass] {
        guard resolver.isFromLTTng else { return clocks }
        return clocks.map { clock in
            guard clock.id == "monotonic", clock.origin == nil else { return clock }
            return ClockClass(
                id: clock.id,
                identity: clock.identity,
                frequencyHertz: clock.frequencyHertz,
                origin: .unixEpoch,
                offsetSeconds: clock.offsetSeconds,
                offsetCycles: clock.offsetCycles,
                precisionCycles: clock.precisionCycles,
                summary: clock.summary
            )
        }
    }
}
