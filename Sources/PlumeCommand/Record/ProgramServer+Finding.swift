// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import SystemCalls

/// How a recording finds processes that run already, and what earlier ones left behind.
extension ProgramServer {
    /// Connects to a process that runs already.
    ///
    /// - Parameter process: its id.
    /// - Returns: the number of the connection.
    /// - Throws: why it cannot be recorded.
    func attach(to process: Int32) throws(CommandFailure) -> Int {
        guard Directory.kind(of: "/proc/\(process)") == .directory else {
            throw CommandFailure(.notFound, "there is no process \(process)")
        }
        for directory in RuntimeDirectory.candidates(process: process) {
            let path = RuntimeDirectory.programSocket(process: process, in: directory)
            guard let socket = try? MessageSocket.connect(to: path), let peer = try? socket.peer(),
                peer.process == process
            else { continue }
            do throws(SystemError) {
                let connection = try add(socket, peer)
                // Its children have no other way to find this recording.
                send(.address(path: self.path), to: connection)
                return connection
            } catch {
                throw CommandFailure(.cannotRecord, "process \(process): \(error)")
            }
        }
        throw CommandFailure(
            .cannotRecord,
            "process \(process) cannot be attached to: it contains no Plume, is another user's, or"
                + " was started with PLUME=off, PLUME_ATTACH=off or another XDG_RUNTIME_DIR"
        )
    }

    /// Removes the names of sockets that killed processes left behind.
    static func removeStaleNames(in directory: String) {
        for name in (try? Directory.entries(of: directory)) ?? [] where name.hasSuffix(".socket") {
            let digits = name.filter(\.isNumber)
            let path = "\(directory)/\(name)"
            // In another namespace of process ids a process may be there that cannot be seen.
            if !digits.isEmpty, Directory.kind(of: "/proc/\(digits)") == nil, isRefused(path) {
                // Somebody else may remove it at the same time, which is as good.
                try? Directory.removeFile(path)
            }
        }
    }

    /// Whether nobody listens at a socket any more.
    private static func isRefused(_ path: String) -> Bool {
        do throws(SystemError) {
            _ = try MessageSocket.connect(to: path)
            return false
        } catch {
            return error.errno == .connectionRefused
        }
    }
}
