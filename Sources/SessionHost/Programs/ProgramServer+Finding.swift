// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SystemCalls

/// How a recording finds processes that run already, and what earlier ones left behind.
extension ProgramServer {
    /// Connects to a process that runs already.
    ///
    /// - Parameter process: its id.
    /// - Returns: the number of the connection.
    /// - Throws: why it cannot be recorded.
    func attach(to process: Int32) throws(HostError) -> Int {
        let program = try RunningProgram(process)
        let socket = try program.connect()
        guard let peer = try? socket.peer() else { throw program.withoutTracer }
        let first = try firstMessage(of: program, on: socket)
        do throws(SystemError) {
            let connection = try add(socket, peer, received: first)
            // Its children have no other way to find this recording.
            send(.address(path: path), to: connection)
            return connection
        } catch {
            throw .processNotServed(process, error)
        }
    }

    /// How long a program that is attached to may take to introduce itself.
    private static let helloNanoseconds: UInt64 = 5_000_000_000

    /// Waits for a program to introduce itself; nil for one that does not answer in time: it may be
    /// stopped, and is recorded when it goes on.
    private func firstMessage(
        of program: RunningProgram,
        on socket: borrowing MessageSocket
    ) throws(HostError) -> [UInt8]? {
        let deadline = Clock.monotonicNanoseconds() + Self.helloNanoseconds
        while Clock.monotonicNanoseconds() < deadline {
            _ = Poll.readable([socket.descriptor.rawValue], limitMilliseconds: 100)
            do throws(SystemError) {
                switch try socket.receive() {
                case .message(let bytes, _): return bytes
                case .nothing: continue
                case .closed: break
                }
            } catch {
                // A connection that broke is as good as one that was closed.
            }
            throw program.withoutTracer
        }
        return nil
    }

    /// Removes the names of sockets that killed processes left behind.
    static func removeStaleNames(in directory: String) {
        for name in (try? Directory.entries(of: directory)) ?? [] where name.hasSuffix(".socket") {
            let digits = RecordingSocket.process(of: name)
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
