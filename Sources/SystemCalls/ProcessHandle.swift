// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// Tells whether a process still runs, also after its id was given to another one (`pidfd_open`).
public final class ProcessHandle: Sendable {
    private let descriptor: FileDescriptor?

    /// Refers to a process that runs now.
    ///
    /// - Parameter process: its id, seen from this process's namespace; where it is unknown or gone
    ///   the handle says that it does not run.
    public init(_ process: Int32) {
        let number = plume_open_process(process)
        descriptor = number < 0 ? nil : FileDescriptor(owning: number)
    }

    /// Whether it runs: one system call.
    public var isAlive: Bool {
        switch descriptor {
        case .some(let descriptor):
            Poll.readable([descriptor.rawValue], limitMilliseconds: 0).isEmpty
        case .none: false
        }
    }
}
