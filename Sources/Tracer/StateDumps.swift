// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import CSide
internal import SideRuntime

/// The parts of a Swift program that tell their state when a recording begins.
///
/// The SIDE ABI gives a function no more than a key, so each part has a C function of its own.
public final class StateDumps: @unchecked Sendable {
    // @unchecked because the parts are only touched while the lock is held.

    private static let shared = StateDumps()

    private let lock = FutexLock()
    private var parts: [@Sendable () -> Void] = []

    /// How many parts a program may have.
    public static let maximumCount = Int(PLUME_STATE_DUMP_COUNT)

    /// Has a function called when a recording begins, and whenever a controller asks.
    ///
    /// It is called once at once, by the calling thread, for recordings that run. Locks and
    /// allocates.
    ///
    /// - Parameters:
    ///   - name: the name of the part, which the events around its state have.
    ///   - part: emits the state as events.
    /// - Returns: false when there are too many parts or there is no memory.
    public static func register(_ name: String, _ part: @escaping @Sendable () -> Void) -> Bool {
        guard ProgramRuntime.shared.settings.isOn, let number = shared.add(part) else {
            return false
        }
        ProgramRuntime.shared.start()
        SideTracer.shared.expectDumps()
        SideTracer.shared.followNow()
        let function = unsafe plume_state_dump_function(UInt32(number))
        // SAFETY: the runtime copies the name.
        let handle = unsafe name.withCString { name in unsafe registerDump(name, function, 1) }
        return unsafe handle != nil
    }

    private func add(_ part: @escaping @Sendable () -> Void) -> Int? {
        lock.lock()
        defer { lock.unlock() }
        guard parts.count < Self.maximumCount else { return nil }
        parts.append(part)
        return parts.count - 1
    }

    fileprivate static func run(_ number: Int) {
        shared.lock.lock()
        let part = shared.parts[number]
        shared.lock.unlock()
        part()
    }
}

/// Called by the C function of a part.
@c(plume_run_state_dump)
public func runStateDump(_ number: UInt32) { StateDumps.run(Int(number)) }
