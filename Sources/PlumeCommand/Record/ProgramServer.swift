// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import SystemCalls

/// The sockets of a recording: where programs connect, and their connections.
final class ProgramServer {
    /// What happened on the sockets.
    enum Event {
        case connected(Int)
        case received([UInt8], Int)
        case disconnected(Int)
    }

    /// The path that programs find in `PLUME_CONTROL`.
    let path: String
    /// Where it is.
    let directory: RuntimeDirectory.Prepared
    private let listener: FileDescriptor
    private var connections: [Int: Connection] = [:]
    private var nextID = 1
    /// Connections to processes that ran before, which still have to be reported.
    private var joined: [Int] = []
    /// Connections that ended for a reason of ours and still have to be reported.
    private var ended: [Int] = []

    private static let maximumOutgoing = 200_000

    /// Who is at the other end of a connection.
    typealias Peer = MessageSocket.Peer

    private final class Connection {
        let socket: MessageSocket
        let peer: Peer
        /// What the program's queue had no room for yet.
        var outgoing: [Outgoing] = []

        init(_ socket: consuming MessageSocket, _ peer: Peer) {
            self.socket = socket
            self.peer = peer
        }
    }

    private final class Outgoing {
        private let bytes: [UInt8]
        private let file: FileDescriptor?

        init(_ bytes: [UInt8], _ file: consuming FileDescriptor?) {
            self.bytes = bytes
            self.file = file
        }

        func send(over socket: borrowing MessageSocket) throws(SystemError) {
            switch file {
            case .some(let file): try socket.send(bytes, with: file)
            case .none: try socket.send(bytes)
            }
        }
    }

    init() throws(SystemError) {
        directory = try RuntimeDirectory.prepareForController()
        path = "\(directory.path)/record-\(Process.id).socket"
        Self.removeStaleNames(in: directory.path)
        // A name of this process id can only be left over from a process that is gone.
        try? Directory.removeFile(path)
        listener = try MessageSocket.listen(at: path)
    }

    deinit {
        try? Directory.removeFile(path)
        directory.removeIfHidden()
    }

    /// Removes the names of sockets that killed processes left behind.
    private static func removeStaleNames(in directory: String) {
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

    /// Waits until a program, or the other descriptor, has something to say.
    func wait(alsoFor other: Int32, limitMilliseconds: Int32) {
        let sockets = connections.values.map { $0.socket.descriptor.rawValue }
        _ = Poll.readable(
            [other, listener.rawValue] + sockets,
            limitMilliseconds: limitMilliseconds
        )
    }

    /// Whether a program's queue had no room for a message.
    var isWaitingToSend: Bool { connections.values.contains { !$0.outgoing.isEmpty } }

    /// Everything that has happened since the last call.
    func takeEvents() -> [Event] {
        var events = ended.map { Event.disconnected($0) }
        ended.removeAll()
        events += joined.map { Event.connected($0) }
        joined.removeAll()
        acceptPrograms(&events)
        for (id, connection) in connections where !connection.outgoing.isEmpty {
            flush(connection, id)
        }
        for id in connections.keys.sorted() { receive(from: id, &events) }
        return events
    }

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
            connections[nextID] = Connection(socket, peer)
            joined.append(nextID)
            defer { nextID += 1 }
            return nextID
        }
        throw CommandFailure(
            .cannotRecord,
            "process \(process) cannot be attached to: it contains no Plume, is another user's, or"
                + " was started with PLUME=off, PLUME_ATTACH=off or another XDG_RUNTIME_DIR"
        )
    }

    private func acceptPrograms(_ events: inout [Event]) {
        while true {
            // A failed accept means that the peer is gone or that descriptors are short; the next
            // round tries again.
            guard let socket = try? MessageSocket.accept(from: listener) else { return }
            guard let peer = try? socket.peer(),
                peer.user == Process.user || peer.user == 0
                    || Process.user == 0
            else { continue }
            connections[nextID] = Connection(socket, peer)
            events.append(.connected(nextID))
            nextID += 1
        }
    }

    private func receive(from id: Int, _ events: inout [Event]) {
        while let connection = connections[id] {
            do throws(SystemError) {
                switch try connection.socket.receive() {
                case .nothing:
                    return
                case .message(let bytes, _):
                    events.append(.received(bytes, id))
                case .closed:
                    connections[id] = nil
                    events.append(.disconnected(id))
                }
            } catch {
                connections[id] = nil
                events.append(.disconnected(id))
            }
        }
    }

    /// Sends a message, or keeps it until the program has read earlier ones.
    func send(_ message: ControllerMessage, to id: Int) {
        guard let connection = connections[id] else { return }
        connection.outgoing.append(Outgoing(message.encoded(), nil))
        flush(connection, id)
    }

    /// Sends a message with a descriptor.
    func send(
        _ message: ControllerMessage,
        with file: borrowing FileDescriptor,
        to id: Int
    ) {
        guard let connection = connections[id] else { return }
        do throws(SystemError) {
            connection.outgoing.append(Outgoing(message.encoded(), try file.duplicate()))
            flush(connection, id)
        } catch {
            close(id)
        }
    }

    private func flush(_ connection: Connection, _ id: Int) {
        do throws(SystemError) {
            while let next = connection.outgoing.first {
                try next.send(over: connection.socket)
                connection.outgoing.removeFirst()
            }
        } catch  where error.errno == .wouldBlock {
            // A program that never reads is disconnected before its queue takes much memory.
            if connection.outgoing.count > Self.maximumOutgoing { close(id) }
        } catch {
            close(id)
        }
    }

    /// Who is at the other end of a connection; nil when it has ended.
    func peer(of id: Int) -> Peer? { connections[id]?.peer }

    /// Ends a connection.
    func close(_ id: Int) {
        if connections.removeValue(forKey: id) != nil { ended.append(id) }
    }
}
