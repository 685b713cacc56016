// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceModel

@Suite("Clock class")
struct ClockClassTests {
    @Test("A clock of one gigahertz counts nanoseconds from its offset")
    func gigahertz() {
        let clock = ClockClass(id: "c", offsetSeconds: 1_000, offsetCycles: 5)
        #expect(clock.nanosecondsFromOrigin(cycles: 7) == 1_000_000_000_012)
    }

    @Test("A negative offset in seconds and a positive one in cycles add up")
    func negativeOffset() {
        let clock = ClockClass(id: "c", frequencyHertz: 4, offsetSeconds: -1, offsetCycles: 1)
        #expect(clock.nanosecondsFromOrigin(cycles: 0) == -750_000_000)
    }

    @Test(
        "The conversion is at most one nanosecond for each rounding below the exact one",
        arguments: [1, 3, 1_000, 999_999_937, 2_494_140_000, 1 << 34, UInt64.max]
    )
    func agreement(frequency: UInt64) {
        for offset: Int64 in [.min, -1, 0, 1_795_371_735, 9_223_372_034, 9_223_372_036, .max] {
            let clock = ClockClass(
                id: "c",
                frequencyHertz: frequency,
                offsetSeconds: offset,
                offsetCycles: frequency - 1
            )
            for cycles: UInt64 in [0, 1, 999_999_999, 1 << 62, .max - 1, .max] {
                let exact = clock.exactNanosecondsFromOrigin(cycles: cycles)
                guard let time = clock.nanosecondsFromOrigin(cycles: cycles) else {
                    #expect(exact >= Int128(Int64.max) || exact <= Int128(Int64.min))
                    continue
                }
                #expect((exact - 1...exact + 1).contains(Int128(time)))
            }
        }
    }

    @Test("Clock classes are the same clock only when name and unique identifier are equal")
    func identity() {
        let first = ClockClass(id: "a", identity: Identity(name: "n", uid: "u"))
        let second = ClockClass(id: "b", identity: Identity(name: "n", uid: "u"))
        let third = ClockClass(id: "c", identity: Identity(name: "n"))
        #expect(first.hasSameIdentity(as: second))
        #expect(!first.hasSameIdentity(as: third))
        #expect(!third.hasSameIdentity(as: third))
    }
}
