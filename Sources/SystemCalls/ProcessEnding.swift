// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// How a process ends that is at the other end of a socket and is not this process's child
/// (`SO_PEERPIDFD` and `PIDFD_GET_INFO`).
///
/// The kernel tells it from version 6.15 on, once the parent has asked for it.
public final class ProcessEnding: Sendable {
    private let descriptor: FileDescriptor

    /// Refers to the process that connected, also after its end; nil where the kernel has no such
    /// descriptors.
    ///
    /// - Parameter socket: a connected socket of the Unix domain.
    public init?(atOtherEndOf socket: borrowing FileDescriptor) {
        let number = plume_peer_ending(socket.rawValue)
        guard number >= 0 else { return nil }
        descriptor = FileDescriptor(owning: number)
    }

    /// The number of the descriptor that it holds.
    public var number: Int32 { descriptor.rawValue }

    /// What is known of it.
    public enum State: Hashable, Sendable {
        /// It runs, or its parent has not asked yet.
        case open
        /// It has ended, and the kernel does not tell how.
        case unknown
        /// It has ended.
        case ended(ChildProcess.Status)
    }

    /// What is known of it now: one system call.
    public var state: State {
        let code = plume_ending_code(descriptor.rawValue)
        guard code >= 0 else { return code == -1 ? .open : .unknown }
        let signal = Int32(code & 0x7F)
        return .ended(signal == 0 ? .exited(Int32(code >> 8 & 0xFF)) : .signaled(signal))
    }
}
