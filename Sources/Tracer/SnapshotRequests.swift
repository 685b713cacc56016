// SPDX-License-Identifier: Apache-2.0

/// Requests of the program to whoever records it.
public enum SnapshotRequests {
    /// Asks for a snapshot of the buffers by every recording that overwrites.
    ///
    /// Locks and waits until the agent has passed the request on, as long as ``RuntimeLimits`` says
    /// at most; not for signal handlers. The snapshot is taken meanwhile: records of the next
    /// milliseconds may be in it.
    public static func send() { ProgramRuntime.shared.requestSnapshot() }
}
