// SPDX-License-Identifier: Apache-2.0

/// A count of lost events as shared memory tells it, where a hostile program can have written any
/// number.
///
/// Counts only grow, and only as fast as programs can emit. A reading that does not fit is passed
/// over, and the last one that did stands.
struct LossCounter: Sendable {
    /// The count.
    private(set) var value: UInt64 = 0

    /// More events than any machine emits between two looks.
    private static let mostAtOnce: UInt64 = 1 << 40
    /// More events than a ring can have lost in years.
    private static let most: UInt64 = 1 << 48

    /// Takes a reading; false when it cannot be right.
    mutating func take(_ reading: UInt64) -> Bool {
        guard reading >= value, reading - value < Self.mostAtOnce, reading < Self.most else {
            return false
        }
        value = reading
        return true
    }

    /// A reading of memory that is looked at once; 0 where it cannot be right.
    static func plausible(_ reading: UInt64) -> UInt64 { reading < most ? reading : 0 }
}

/// The counts of one ring.
struct LossCounters: Sendable {
    private(set) var lost = LossCounter()
    private(set) var tooBig = LossCounter()
    private(set) var malformed = LossCounter()
    private var isReported = false

    /// Takes readings.
    ///
    /// - Returns: what a person should know of them, once.
    mutating func take(
        lost: UInt64,
        tooBig: UInt64,
        malformed: UInt64,
        cpu: Int
    ) -> String? {
        let areRight = [
            self.lost.take(lost), self.tooBig.take(tooBig), self.malformed.take(malformed),
        ]
        guard areRight.contains(false), !isReported else { return nil }
        isReported = true
        return
            "ring of CPU \(cpu): \(max(lost, tooBig, malformed)) lost events are impossible;"
            + " a program overwrote the control page, and more may have been lost than is counted"
    }
}
