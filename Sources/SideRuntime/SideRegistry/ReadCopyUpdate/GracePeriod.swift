// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// The writers' half of read-copy-update: waiting until nobody can still see what was taken away.
///
/// Readers count themselves per CPU (plume_side_readers.h). All that began in a period have ended
/// when the sums over all CPUs are equal, provided that the ends are summed first.
enum GracePeriod {
    /// Waits until each read section that was going on has ended, and what began since then sees
    /// what was stored before.
    ///
    /// Takes a lock and sleeps. The calling thread must not be inside of a read section, and should
    /// not hold a lock that a callback may take.
    ///
    /// - Parameter limit: how often to look, 0 for as long as it takes. One look later than the
    ///   hundredth takes a millisecond.
    /// - Returns: whether they have ended.
    @discardableResult
    static func wait(limit: UInt32 = 0) -> Bool {
        // SAFETY: the readers are a static variable.
        let readers = unsafe plume_side_get_readers()
        plume_side_lock_grace_periods()
        defer { plume_side_unlock_grace_periods() }
        // A reader that is held up between learning the period and counting itself may count in
        // the period before the current one. So both are waited for.
        let period = unsafe readers.pointee.period
        guard unsafe waitForReaders(readers, of: period ^ 1, limit: limit) else { return false }
        unsafe plume_side_store_period(readers, period ^ 1)
        guard unsafe waitForReaders(readers, of: period, limit: limit) else { return false }
        unsafe plume_side_barrier(readers)
        return true
    }

    /// Whether the calling thread is inside of a read section, as callbacks are.
    static var isReading: Bool {
        plume_side_get_nesting(0) != 0 || plume_side_get_nesting(1) != 0
    }

    private static func waitForReaders(
        _ readers: UnsafeMutablePointer<plume_side_readers>,
        of period: UInt32,
        limit: UInt32
    ) -> Bool {
        var attempt: UInt32 = 0
        // SAFETY: the readers' counters are allocated when the runtime starts and never freed.
        unsafe plume_side_barrier(readers)
        while true {
            let ended = unsafe plume_side_count_ended(readers, period)
            // A section whose end was counted has its beginning counted below.
            unsafe plume_side_barrier(readers)
            if unsafe plume_side_count_begun(readers, period) == ended { return true }
            attempt &+= 1
            if limit != 0 && attempt > limit { return false }
            plume_side_pause(attempt)
        }
    }
}
