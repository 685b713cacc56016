// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// A lock that the child of a fork can free, which a mutex of the C library does not allow.
@safe
struct FutexLock: @unchecked Sendable {
    // @unchecked because the word is only accessed by the atomic operations of the lock.
    private let word: UnsafeMutablePointer<UInt32>

    init() {
        // SAFETY: the word is initialised here and never freed.
        unsafe word = .allocate(capacity: 1)
        unsafe word.initialize(to: 0)
    }

    func lock() { unsafe plume_lock(word) }

    func unlock() { unsafe plume_unlock(word) }
}

/// A number that one thread raises and others wait for.
@safe
final class ProgressCounter: @unchecked Sendable {
    // @unchecked because the word is only accessed by atomic operations and the futex calls.
    private let word: UnsafeMutablePointer<UInt32>

    init() {
        // SAFETY: the word is initialised here and freed with the object, which waiters hold.
        unsafe word = .allocate(capacity: 1)
        unsafe word.initialize(to: 0)
    }

    deinit { unsafe word.deallocate() }

    var value: UInt32 { unsafe plume_load_word(word) }

    func advance(to value: UInt32) {
        unsafe plume_store_flag(word, value)
        unsafe plume_futex_wake(word)
    }

    /// Waits until the counter has reached a value; false when the limit passed first.
    func wait(for target: UInt32, until deadline: UInt64, now: () -> UInt64) -> Bool {
        while true {
            let current = value
            if current >= target { return true }
            let time = now()
            if time >= deadline { return false }
            _ = unsafe plume_futex_wait(word, current, Int64(deadline - time))
        }
    }
}
