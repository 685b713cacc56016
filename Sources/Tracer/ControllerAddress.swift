// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SystemCalls

/// Where controllers are found.
enum ControllerAddress {
    /// What came of an attempt to connect.
    enum Attempt: ~Copyable {
        case connected(MessageSocket)
        /// So many programs connect that the controller's queue is full.
        case later
        /// Nobody is there, or nobody who may control this program.
        case never
    }

    /// Tries to connect.
    ///
    /// - Parameter path: the socket of the controller. Who may not enter its folder, because it
    ///   runs as another user, finds it under the same name without a file.
    /// - Returns: what came of it.
    static func connect(to path: String) -> Attempt {
        do throws(SystemError) {
            return try connectOnce(to: path)
        } catch {
            guard error.errno == .permissionDenied else { return outcome(error) }
        }
        do throws(SystemError) {
            return try connectOnce(to: "@" + path)
        } catch {
            return outcome(error)
        }
    }

    private static func outcome(_ error: SystemError) -> Attempt {
        error.errno == .wouldBlock ? .later : .never
    }

    private static func connectOnce(to path: String) throws(SystemError) -> Attempt {
        let socket = try MessageSocket.connect(to: path)
        let peer = try socket.peer()
        if peer.user == 0 || peer.user == Process.user { return .connected(socket) }
        // It is not obeyed, and it must not take the silence for a program without events.
        let connection = ControllerConnection(socket, isExpected: true, firstCounted: 0)
        connection.send(.hello(ProgramRuntime.hello()))
        connection.send(.failed(channel: 0, reason: "it obeys its own user and root only"))
        return .never
    }
}
