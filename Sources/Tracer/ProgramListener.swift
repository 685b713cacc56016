// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// The socket at which controllers that start later can reach this program.
///
/// Only the agent's thread touches it.
final class ProgramListener {
    let descriptor: FileDescriptor
    /// The name of the socket.
    let path: String

    /// Listens in the runtime directory; nil when that is not possible, which only means that the
    /// program cannot be attached to.
    init?() {
        do {
            let directory = try RuntimeDirectory.prepare()
            path = RuntimeDirectory.programSocket(process: Process.id, in: directory)
            // Who answers there is a process with this number in another namespace, or a library
            // of this one with its own copy of the runtime. Otherwise it is left over.
            if Directory.kind(of: path) != nil {
                if (try? MessageSocket.connect(to: path)) != nil { return nil }
                try? Directory.removeFile(path)
            }
            descriptor = try MessageSocket.listen(at: path)
        } catch {
            return nil
        }
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
