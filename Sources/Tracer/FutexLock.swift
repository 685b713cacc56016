// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// A lock that the child of a fork can free, which a mutex of the C library does not allow.
@safe
struct FutexLock: @unchecked Sendable {
    // @unchecked because what is behind the pointer is only accessed by the lock's functions.
    private let word: UnsafeMutablePointer<plume_signal_lock>

    init() {
        // SAFETY: the lock is initialised here and never freed.
        unsafe word = .allocate(capacity: 1)
        unsafe word.initialize(to: plume_signal_lock())
    }

    /// Takes the lock and holds back the calling thread's signals meanwhile: a handler that forks
    /// takes the lock too.
    func lock() { unsafe plume_lock_without_signals(word) }

    /// The same if the lock is free; false when it is not.
    func tryLock() -> Bool { unsafe plume_try_lock_without_signals(word) != 0 }

    func unlock() { unsafe plume_unlock_with_signals(word) }
}

/// A number that some threads raise and others wait for.
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

    /// Starts a thread that writes to a descriptor whenever the number has changed.
    func startWaker(writingTo descriptor: Int32) -> Bool {
        // SAFETY: the counters with wakers are the runtime's, which live as long as the process.
        unsafe plume_start_waker(word, descriptor) == 0
    }

    /// Raises the number by one, wakes those who wait, and returns the new number.
    func raise() -> UInt32 {
        let new = unsafe plume_raise_word(word) &+ 1
        unsafe plume_futex_wake(word)
        return new
    }

    /// Lowers the number by one, without waking anybody.
    func lower() { unsafe plume_lower_word(word) }

    /// Sets the number and returns what it was, without waking anybody.
    func exchange(_ value: UInt32) -> UInt32 { unsafe plume_exchange_word(word, value) }

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
