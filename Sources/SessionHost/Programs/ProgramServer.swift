// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SystemCalls
internal import ToolProtocol

/// The sockets of a recording: where programs connect, and their connections.
///
/// What comes is handed on message by message, each connection in its turn, so that many programs
/// that speak at once take neither memory nor each other's time.
final class ProgramServer {
    /// What happened on the sockets.
    enum Event {
        /// A program or a tool connected; whether it is another user's process.
        case connected(Int, isForeign: Bool)
        /// A packet came, which is a message or a part of one.
        case received([UInt8], Int)
        /// A connection is about to end, and who was at its other end.
        case ending(Int, ProcessEnding)
        /// A connection ended.
        case disconnected(Int)
        /// A connection is of no more use, and why; it has still to be closed.
        case broken(Int, String)
        /// A process was turned away, and why.
        case refused(process: Int32, reason: String)
    }

    /// Which of the recordings of this process it is for.
    private let number = Number()
    /// The path that programs find in `PLUME_CONTROL`.
    let path: String
    /// Where it is.
    let directory: RuntimeDirectory.Prepared
    /// Where programs connect: at the path, and at the same name without a file, for processes that
    /// may not enter the folder of the path.
    let listeners: [Listener]
    private let readiness: ReadinessQueue
    private let buffer = MessageBuffer()
    /// The connections, by their numbers.
    var connections: [Int: ProgramConnection] = [:]
    private var nextID = 1
    /// What is to be heard next, in turn: connections, and listeners by their places from -1 down.
    var turns: [Int] = []
    private var nextTurn = 0
    /// What happened outside of the sockets and still has to be reported.
    var happened: [Event] = []
    /// How many connections have messages that their queues had no room for.
    private var waitingCount = 0
    /// Given up for a moment to turn a program away when there is no other descriptor.
    var spare: FileDescriptor?

    /// Who is at the other end of a connection.
    typealias Peer = MessageSocket.Peer

    /// A socket that listens.
    final class Listener {
        let descriptor: FileDescriptor

        init(_ descriptor: consuming FileDescriptor) {
            self.descriptor = descriptor
        }
    }

    /// Listens for programs.
    ///
    /// - Throws: why nobody could connect.
    init() throws(SystemError) {
        directory = try RuntimeDirectory.prepareForController()
        path = "\(directory.path)/\(RecordingSocket.fileName(process: Process.id, number.value))"
        Self.removeStaleNames(in: directory.path)
        // A name of this process id can only be left over from a process that is gone.
        try? Directory.removeFile(path)
        var listeners = [Listener(try MessageSocket.listen(at: path))]
        // Where that name is taken, or too long, processes of other users are not seen.
        if let open = try? MessageSocket.listen(at: "@" + path) { listeners.append(Listener(open)) }
        self.listeners = listeners
        spare = try? listeners[0].descriptor.duplicate()
        readiness = try ReadinessQueue()
        for (place, listener) in listeners.enumerated() {
            try readiness.watch(listener.descriptor.rawValue, as: Self.token(-1 - place))
        }
    }

    deinit {
        try? Directory.removeFile(path)
        directory.removeIfHidden()
    }

    /// A number among the recordings of this process, for as long as it is kept.
    private final class Number {
        let value = RecordingSocket.takeNumber()

        deinit { RecordingSocket.giveBack(value) }
    }

    private static func token(_ turn: Int) -> UInt64 { UInt64(bitPattern: Int64(turn)) }

    /// What becomes ready when somebody has something to say.
    var descriptor: Int32 { readiness.number }

    /// Whether something is to be handed on without waiting.
    var hasWork: Bool { nextTurn < turns.count || !happened.isEmpty }

    /// Waits until a program has something to say.
    func wait(limitMilliseconds: Int32) {
        takeNews(limitMilliseconds: hasWork ? 0 : limitMilliseconds)
    }

    /// Gives a turn to everybody who has something to say.
    private func takeNews(limitMilliseconds: Int32) {
        for token in readiness.wait(limitMilliseconds: limitMilliseconds) {
            let turn = Int(Int64(bitPattern: token))
            guard let connection = connections[turn] else {
                if turn < 0, !turns[nextTurn...].contains(turn) { turns.append(turn) }
                continue
            }
            if connection.isWaitingToSend { flush(connection, turn) }
            queue(connection, turn)
        }
    }

    private func queue(_ connection: ProgramConnection, _ id: Int) {
        guard !connection.isQueued else { return }
        connection.isQueued = true
        turns.append(id)
    }

    /// Whether a program's queue had no room for a message.
    var isWaitingToSend: Bool { waitingCount > 0 }

    /// Hands on what has happened, until nothing more has or the time is over.
    ///
    /// - Parameters:
    ///   - deadline: when to return at the latest, by the monotonic clock.
    ///   - handle: is told of everything in its order, and may send.
    /// - Returns: whether there is more.
    func hear(until deadline: UInt64, _ handle: (Event) -> Void) -> Bool {
        while true {
            while !happened.isEmpty { handle(happened.removeFirst()) }
            if nextTurn == turns.count {
                turns.removeAll(keepingCapacity: true)
                nextTurn = 0
                takeNews(limitMilliseconds: 0)
                if turns.isEmpty { return !happened.isEmpty }
            }
            let turn = turns[nextTurn]
            nextTurn += 1
            if turn < 0 { accept(turn) } else { receive(from: turn, handle) }
            if nextTurn > 4_096 {
                turns.removeFirst(nextTurn)
                nextTurn = 0
            }
            if Clock.monotonicNanoseconds() > deadline { return true }
        }
    }

    /// Hands on one message of a connection, and gives it another turn.
    private func receive(from id: Int, _ handle: (Event) -> Void) {
        guard let connection = connections[id] else { return }
        connection.isQueued = false
        if let bytes = connection.received {
            connection.received = nil
            queue(connection, id)
            return handle(.received(bytes, id))
        }
        do throws(SystemError) {
            switch try connection.socket.receive(buffer) {
            case .nothing:
                return
            case .message(let bytes, _):
                queue(connection, id)
                handle(.received(bytes, id))
            case .closed:
                handEnding(of: connection, id, handle)
                forget(id)
                handle(.disconnected(id))
            }
        } catch {
            // So it is, too, when a program ends before it has read all that was sent to it.
            handEnding(of: connection, id, handle)
            handle(.broken(id, "\(error)"))
        }
    }

    private func handEnding(
        of connection: ProgramConnection,
        _ id: Int,
        _ handle: (Event) -> Void
    ) {
        guard let ending = ProcessEnding(atOtherEndOf: connection.socket.descriptor) else { return }
        handle(.ending(id, ending))
    }

    /// Sends a message, or keeps it until the program has read earlier ones.
    func send(_ message: ControllerMessage, to id: Int) { send(message.encoded(), to: id) }

    /// Answers a tool.
    func send(_ reply: ToolReply, to id: Int) { send(reply.encoded(), to: id) }

    private func send(_ message: [UInt8], to id: Int) {
        guard let connection = connections[id] else { return }
        do throws(SystemError) {
            try connection.send(message)
        } catch {
            return end(id, error)
        }
        watchForRoom(connection, id)
    }

    /// Sends a message with a descriptor.
    ///
    /// - Throws: why the descriptor cannot be sent.
    func send(
        _ message: ControllerMessage,
        with file: borrowing FileDescriptor,
        to id: Int
    ) throws(SystemError) {
        guard let connection = connections[id] else { return }
        do throws(SystemError) {
            try connection.send(message, with: file)
        } catch  where error.errno == .brokenPipe || error.errno == .connectionReset {
            return end(id, error)
        }
        watchForRoom(connection, id)
    }

    private func flush(_ connection: ProgramConnection, _ id: Int) {
        do throws(SystemError) {
            try connection.flush()
        } catch {
            return end(id, error)
        }
        watchForRoom(connection, id)
    }

    private func watchForRoom(_ connection: ProgramConnection, _ id: Int) {
        let isWaiting = connection.isWaitingToSend
        guard isWaiting != connection.isWatchedForRoom else { return }
        do throws(SystemError) {
            let number = connection.socket.descriptor.rawValue
            try readiness.change(number, as: Self.token(id), forWriting: isWaiting)
            connection.isWatchedForRoom = isWaiting
            waitingCount += isWaiting ? 1 : -1
        } catch {
            end(id, error)
        }
    }

    /// A connection cannot be sent to: what the program said before it ended is still heard.
    private func end(_ id: Int, _ error: SystemError) {
        guard let connection = connections[id] else { return }
        if error.errno == .brokenPipe || error.errno == .connectionReset {
            queue(connection, id)
        } else {
            happened.append(.broken(id, "\(error)"))
        }
    }

    /// Who is at the other end of a connection; nil when it has ended.
    func peer(of id: Int) -> Peer? { connections[id]?.peer }

    /// Ends a connection.
    func close(_ id: Int) {
        if forget(id) { happened.append(.disconnected(id)) }
    }

    @discardableResult
    private func forget(_ id: Int) -> Bool {
        guard let connection = connections.removeValue(forKey: id) else { return false }
        if connection.isWatchedForRoom { waitingCount -= 1 }
        return true
    }

    /// Serves a process that is connected now.
    ///
    /// - Parameters:
    ///   - socket: the connection.
    ///   - peer: the process.
    ///   - received: what it has said already.
    /// - Returns: the number of the connection.
    /// - Throws: why it cannot be watched.
    func add(
        _ socket: consuming MessageSocket,
        _ peer: Peer,
        received: [UInt8]? = nil
    ) throws(SystemError) -> Int {
        let id = nextID
        try readiness.watch(socket.descriptor.rawValue, as: Self.token(id))
        nextID += 1
        let connection = ProgramConnection(socket, peer)
        connection.received = received
        connections[id] = connection
        happened.append(.connected(id, isForeign: !Self.isOwn(peer)))
        queue(connection, id)
        return id
    }
}
