// SPDX-License-Identifier: Apache-2.0

internal import RingBuffer
internal import SystemCalls
internal import TraceModel

/// The clock of a recording: which one, how fast it ticks, and where its origin is.
struct RecordingClock {
    /// One reading of the counter, the monotonic clock and the wall clock at the same moment.
    private struct Anchor {
        let cycle: UInt64
        let monotonic: UInt64
        let realtime: UInt64

        /// The tightest of many tries: between two readings of the counter little else happened.
        static func measure() -> Anchor {
            var best: Anchor?
            var bestWindow = UInt64.max
            for _ in 0..<2_000 {
                let before = Clock.timeStampCounter()
                let monotonic = Clock.monotonicNanoseconds()
                let realtime = Clock.realtimeNanoseconds()
                let window = Clock.timeStampCounter() &- before
                if best == nil || window < bestWindow {
                    bestWindow = window
                    let cycle = before &+ window / 2
                    best = Anchor(cycle: cycle, monotonic: monotonic, realtime: realtime)
                }
            }
            return best ?? Anchor(cycle: 0, monotonic: 0, realtime: 0)
        }
    }

    let kind: RingClock
    private let start: Anchor
    private static let baselineNanoseconds: UInt64 = 10_000_000

    /// Chooses the clock and takes the first reading.
    init(_ choice: ClockChoice) throws(HostError) {
        let isConstant = Clock.isTimeStampCounterConstant()
        if choice == .tsc && !isConstant {
            throw .clockNotConstant
        }
        kind = choice != .monotonic && isConstant ? .timeStampCounter : .monotonic
        start = Anchor.measure()
    }

    /// The clock class, from a frequency measured since the first reading.
    func clockClass() -> ClockClass {
        guard kind == .timeStampCounter else {
            let offset = ClockClass.offset(
                ofCycle: start.monotonic,
                atNanoseconds: start.realtime,
                frequency: 1_000_000_000
            )
            return make("monotonic", 1_000_000_000, offset)
        }
        let elapsed = Clock.monotonicNanoseconds() &- start.monotonic
        // Over 10 ms the error of the readings is below a tenth of a part in a million.
        if elapsed < Self.baselineNanoseconds {
            Clock.sleep(nanoseconds: Self.baselineNanoseconds - elapsed)
        }
        let end = Anchor.measure()
        let cycles = UInt128(end.cycle &- start.cycle)
        let nanoseconds = UInt128(max(1, end.monotonic &- start.monotonic))
        let frequency = UInt64(
            (cycles * 1_000_000_000 + nanoseconds / 2) / nanoseconds
        )
        let offset = ClockClass.offset(
            ofCycle: start.cycle,
            atNanoseconds: start.realtime,
            frequency: max(1, frequency)
        )
        return make("tsc", max(1, frequency), offset)
    }

    private func make(
        _ name: String,
        _ frequency: UInt64,
        _ offset: (seconds: Int64, cycles: UInt64)
    ) -> ClockClass {
        ClockClass(
            id: name,
            identity: Identity(name: name),
            frequencyHertz: frequency,
            origin: .unixEpoch,
            offsetSeconds: offset.seconds,
            offsetCycles: offset.cycles
        )
    }
}
