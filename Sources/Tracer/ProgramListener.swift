// SPDX-License-Identifier: Apache-2.0

internal import CSide
internal import SystemCalls

/// The socket at which controllers that start later can reach this program.
///
/// Only the agent's thread touches it.
final class ProgramListener {
    let descriptor: FileDescriptor

    /// Listens in the runtime directory; nil when that is not possible, which only means that the
    /// program cannot be attached to.
    init?() {
        let number = plume_side_open_listener()
        guard number >= 0 else { return nil }
        descriptor = FileDescriptor(owning: number)
    }

    /// Takes over a socket that listens already.
    init(owning number: Int32) {
        descriptor = FileDescriptor(owning: number)
        _ = plume_side_take_listener()
    }

    /// The next connection of somebody who may control this program: its user, or root.
    func accept() -> MessageSocket? {
        while true {
            guard let socket = try? MessageSocket.accept(from: descriptor) else { return nil }
            if let peer = try? socket.peer(), peer.user == 0 || peer.user == Process.user {
                return socket
            }
        }
    }
}
