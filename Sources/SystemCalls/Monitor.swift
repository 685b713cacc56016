// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A value that threads change one at a time, and changes of which they can wait for
/// (`pthread_mutex`, `pthread_cond`).
@safe
public final class Monitor<State>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var state: State

    /// Guards a value.
    public init(_ state: State) {
        self.state = state
        // SAFETY: both live as long as the monitor, at a fixed address, and are destroyed once.
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe condition.initialize(to: pthread_cond_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        // SAFETY: nobody can hold or wait for a monitor that goes away.
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Changes the value while no other thread does, and wakes those that wait.
    public func change<Result>(_ body: (inout State) -> Result) -> Result {
        // SAFETY: the mutex is initialized, and unlocked on the way out.
        unsafe pthread_mutex_lock(mutex)
        defer {
            unsafe pthread_cond_broadcast(condition)
            unsafe pthread_mutex_unlock(mutex)
        }
        return body(&state)
    }

    /// Waits until a function of the value gives a result, and gives that.
    public func wait<Result>(_ body: (inout State) -> Result?) -> Result {
        // SAFETY: the mutex is initialized and held whenever the value is touched.
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state) { return result }
            unsafe pthread_cond_wait(condition, mutex)
        }
    }
}
