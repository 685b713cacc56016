// SPDX-License-Identifier: Apache-2.0

import CSide
import Foundation
import SideRuntime
import Synchronization
import Testing

/// What the C programs of Tests/Side cannot see from outside, and both kinds of readers' counters.
@Suite("The SIDE runtime", .serialized)
struct RegistryTests {
    /// Calls that a callback got, by address.
    @safe
    final class Calls: Sendable {
        let count = Atomic(0)
        /// Not 0 while the callback is to stay inside.
        let isHeld = Atomic(false)
        let isInside = Atomic(false)

        var total: Int { count.load(ordering: .sequentiallyConsistent) }

        var address: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

        static let function: plume_side_function = { _, _, own, _ in
            // SAFETY: the test holds the object until the callback is unregistered.
            guard let own = unsafe own else { return }
            let calls = unsafe Unmanaged<Calls>.fromOpaque(own).takeUnretainedValue()
            calls.isInside.store(true, ordering: .sequentiallyConsistent)
            while calls.isHeld.load(ordering: .sequentiallyConsistent) { usleep(1_000) }
            calls.count.add(1, ordering: .sequentiallyConsistent)
        }
    }

    private func register(_ calls: Calls, on event: TestEvent) -> UInt32 {
        unsafe registerCallback(event.description, Calls.function, calls.address, 0)
    }

    private func unregister(_ calls: Calls, from event: TestEvent) -> UInt32 {
        unsafe unregisterCallback(event.description, Calls.function, calls.address, 0)
    }

    @Test("waits for callbacks in sequences and in atomic additions", arguments: [1, 0])
    func unregisteringWaits(sequences: Int32) {
        let readers = unsafe plume_side_get_readers()
        let before = unsafe plume_side_use_sequences(readers, sequences)
        defer { _ = unsafe plume_side_use_sequences(readers, before) }
        let event = TestEvent()
        let calls = Calls()
        #expect(register(calls, on: event) == 0)
        calls.isHeld.store(true, ordering: .sequentiallyConsistent)
        let unregistration = Calls()
        withThread {
            unsafe emit(event.state, nil, nil, 0, nil)
        } during: {
            while !calls.isInside.load(ordering: .sequentiallyConsistent) { usleep(1_000) }
            withThread {
                #expect(unregister(calls, from: event) == 0)
                unregistration.count.add(1, ordering: .sequentiallyConsistent)
            } during: {
                usleep(50_000)
                #expect(unregistration.total == 0)
                // Call sites stop before the callback has ended.
                let enabled = unsafe plume_side_load_enabled(event.state)
                #expect(enabled == 0)
                // Others come and go on the event meanwhile.
                unsafe emit(event.state, nil, nil, 0, nil)
                calls.isHeld.store(false, ordering: .sequentiallyConsistent)
            }
        }
        #expect(unregistration.total == 1)
        #expect(calls.total == 1)
        unsafe emit(event.state, nil, nil, 0, nil)
        #expect(calls.total == 1)
    }

    @Test("counts readers exactly on all CPUs", arguments: [1, 0])
    func counts(sequences: Int32) {
        let readers = unsafe plume_side_get_readers()
        let before = unsafe plume_side_use_sequences(readers, sequences)
        defer { _ = unsafe plume_side_use_sequences(readers, before) }
        let event = TestEvent()
        let begun = unsafe plume_side_count_begun(readers, 0) + plume_side_count_begun(readers, 1)
        let each = 100_000
        withThread {
            for _ in 0..<each { unsafe emit(event.state, nil, nil, 0, nil) }
        } during: {
            withThread {
                for _ in 0..<each { unsafe emit(event.state, nil, nil, 0, nil) }
            } during: {
                for _ in 0..<each { unsafe emit(event.state, nil, nil, 0, nil) }
            }
        }
        let after = unsafe plume_side_count_begun(readers, 0) + plume_side_count_begun(readers, 1)
        #expect(after - begun == UInt64(3 * each))
        for period: UInt32 in 0...1 {
            let begun = unsafe plume_side_count_begun(readers, period)
            let ended = unsafe plume_side_count_ended(readers, period)
            #expect(begun == ended)
        }
    }

    #if arch(x86_64)
    /// The kernel says in the auxiliary vector that it has restartable sequences (27).
    private static let hasSequences = {
        let pairs = FileManager.default.contents(atPath: "/proc/self/auxv") ?? Data()
        let hasFeature = stride(from: 0, to: pairs.count - 15, by: 16).contains { offset in
            pairs[offset] == 27 && pairs[(offset + 1)..<(offset + 8)].allSatisfy { $0 == 0 }
        }
        return hasFeature && ProcessInfo.processInfo.environment["GLIBC_TUNABLES"] == nil
    }()

    @Test("finds restartable sequences also in a Swift program", .enabled(if: hasSequences))
    func sequences() {
        let readers = unsafe plume_side_get_readers()
        let count = unsafe readers.pointee.sequence_count
        let all = unsafe readers.pointee.cpu_count
        #expect(count == UInt64(all))
    }
    #endif

    @Test("has no keys behind the last")
    func keys() {
        let registry = unsafe plume_side_get_registry()
        let next = unsafe registry.pointee.next_key
        defer { unsafe registry.pointee.next_key = next }
        unsafe registry.pointee.next_key = .max
        var key: UInt64 = 0
        let last = unsafe requestKey(&key)
        #expect(last == 0)
        #expect(key == .max)
        let none = unsafe requestKey(&key)
        #expect(none == 3)
        #expect(key == .max)
    }

    @Test("is the runtime of the process")
    func stage() {
        #expect(plume_side_start() == PLUME_SIDE_OWN.rawValue)
        let foreign = unsafe plume_side_get_foreign()
        #expect(unsafe foreign == nil)
    }

    /// Runs something on a thread of its own while something else runs on this one, and waits.
    private func withThread(_ body: @escaping @Sendable () -> Void, during: () -> Void) {
        let isDone = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            body()
            isDone.signal()
        }
        during()
        isDone.wait()
    }
}
