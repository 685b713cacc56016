// SPDX-License-Identifier: Apache-2.0

public import SideDescription

/// An event that was described at run time.
@safe
public struct EventHandle: @unchecked Sendable {
    // @unchecked because the address never changes and the state behind it is only accessed with
    // atomic operations.
    @usableFromInline let state: UnsafeMutableRawPointer

    /// Describes an event to every controller that is connected.
    ///
    /// Allocates, locks, and waits for the controller's answer as long as ``RuntimeLimits`` says,
    /// so that the first call of the event is already recorded. Not for signal handlers.
    public init(_ description: SideEventDescription) {
        unsafe state = ProgramRuntime.shared.register(description).state
    }

    /// Whether anybody records the event: one relaxed load, a test and a branch.
    @inlinable
    @inline(__always)
    public var isEnabled: Bool { unsafe EventEmission.isEnabled(state) }

    /// Records one event; see ``EventEmission/emit(_:_:)``.
    @inlinable
    @inline(__always)
    public func emit(_ write: (inout RecordWriter) -> Void) {
        // SAFETY: the state lives as long as the process.
        unsafe EventEmission.emit(state, write)
    }
}
