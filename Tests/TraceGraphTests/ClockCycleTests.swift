// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceGraph
import TraceModel

@Suite("Cycles of a time")
struct ClockCycleTests {
    @Test(
        "are the nearest ones whose own time is not before, or not after",
        arguments: [1, 3, 1_000, 32_768, 999_999_999, 1_000_000_000, 2_893_202_000]
            as [UInt64]
    )
    func nearest(frequency: UInt64) throws {
        var state = frequency
        for _ in 0..<200 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let clock = ClockClass(
                id: "c",
                frequencyHertz: frequency,
                offsetSeconds: Int64(state >> 40) - 8_000_000,
                offsetCycles: (state >> 20) % frequency
            )
            let time = Int64(state >> 8) - (1 << 54)
            func at(_ cycles: UInt64) -> Int128 {
                clock.exactNanosecondsFromOrigin(cycles: cycles)
            }
            if let cycles = clock.cycles(notBeforeNanoseconds: time) {
                #expect(at(cycles) >= time)
                #expect(cycles == 0 || at(cycles - 1) < time)
            } else {
                #expect(at(.max) < time || at(0) > time)
            }
            if let cycles = clock.cycles(notAfterNanoseconds: time) {
                #expect(at(cycles) <= time)
                #expect(at(cycles + 1) > time)
            } else {
                #expect(at(0) > time)
            }
        }
    }
}
