// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// The socket at which controllers that start later can reach this program.
final class ProgramListener {
    let descriptor: FileDescriptor
    private let path: String
    private let process: Int32

    /// Listens in the runtime directory; nil when that is not possible, which only means that the
    /// program cannot be attached to.
    init?() {
        process = Process.id
        do {
            let directory = try RuntimeDirectory.prepare()
            path = RuntimeDirectory.programSocket(process: process, in: directory)
            // A socket with this process id can only be left over from a process that is gone.
            try? Directory.removeFile(path)
            descriptor = try MessageSocket.listen(at: path)
        } catch {
            return nil
        }
    }

    /// Removes the socket's name, unless it is a parent's.
    func removeName() {
        if Process.id == process { try? Directory.removeFile(path) }
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
