// SPDX-License-Identifier: Apache-2.0

extension ClockClass {
    /// The offset that puts a cycle at a time after the origin.
    public static func offset(
        ofCycle cycle: UInt64,
        atNanoseconds time: UInt64,
        frequency: UInt64
    ) -> (seconds: Int64, cycles: UInt64) {
        let divisor = Int128(max(1, frequency))
        let total = Int128(time) * divisor / 1_000_000_000 - Int128(cycle)
        var seconds = total / divisor
        var rest = total % divisor
        if rest < 0 {
            rest += divisor
            seconds -= 1
        }
        return (Int64(clamping: seconds), UInt64(rest))
    }
}
