// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding
public import ProgramProtocol
public import SideDescription
public import ToolProtocol

/// A recording session with its channels, as a pure state machine.
///
/// It is told what programs and tools say and answers what to do about it; sockets, files and rings
/// are the business of whoever hosts it.
public struct RecordingSession: Sendable {
    /// The number of a connection, chosen by the host.
    public typealias ConnectionID = Int

    /// What the host has to do, in this order.
    public enum Action: Hashable, Sendable {
        /// Send a message; a channel offer goes with the descriptor of the channel's memory.
        case send(ControllerMessage, to: ConnectionID)
        /// Add an event to a channel, before any of its records is written.
        case define(EventDefinition)
        /// Close a connection.
        case close(ConnectionID)
        /// Write a snapshot, and tell the tool on the connection if there is one.
        case snapshot(SnapshotRequest, for: ConnectionID?)
        /// A program has told its state, as it was asked with a sequence number.
        case stateTold(sequence: UInt32, by: ConnectionID)
        /// Do what a tool wants, and answer on the connection.
        case errand(ToolRequest.Errand, for: ConnectionID)
        /// Answer a tool.
        case reply(ToolReply, to: ConnectionID)
        /// Tell the person who records.
        case warn(String)
    }

    /// An event of a channel.
    public struct EventDefinition: Hashable, Sendable {
        /// The number of the channel.
        public let channel: UInt32
        /// Its id in the channel's records.
        public let id: UInt16
        /// What is known about it.
        public let description: SideEventDescription
    }

    /// A program that has introduced itself.
    public struct Program: Hashable, Sendable {
        /// How it introduced itself.
        public let hello: ProgramHello
    }

    /// A connection: first silent, then a program, or refused.
    enum Connection: Sendable {
        /// Nothing has come yet; only a hello, or the request of a tool, may.
        case silent
        /// The program is known and has been offered the channels.
        case traced
        /// It was told why not, or is a tool; what it still says is passed over.
        case refused
    }

    /// The channels; each one's number is its place.
    public internal(set) var channels: [SessionChannel]
    /// The process that hosts the session.
    let process: UInt32
    let ringLayoutVersion: UInt32
    /// Which of the rules that the recording began with have found events.
    var coverage: RuleCoverage
    var connections: [ConnectionID: Connection] = [:]
    /// What has come of messages that are not whole yet.
    private var assemblers: [ConnectionID: MessageAssembler] = [:]
    /// Connections of other users' processes, which may be traced and ask for nothing.
    private var foreign: Set<ConnectionID> = []
    /// The programs behind the connections that are traced.
    var traced: [ConnectionID: TracedProgram] = [:]
    var events: KnownEvents
    var isOutOfIDs = false
    /// Whether events are still recorded.
    public internal(set) var isActive = true

    /// The programs that have introduced themselves so far, gone ones included.
    public internal(set) var programs: [Program] = []
    /// Programs that could not be traced, or not to their end, and why; the first thousand.
    public internal(set) var refusals: [String] = []
    /// How many programs could not be traced, or not to their end.
    public internal(set) var refusedCount = 0
    /// How many events of programs are not recorded because their description cannot be used.
    public internal(set) var leftOutCount = 0
    /// What programs that have ended emitted before they had their orders.
    var endedUnknown = UnknownEvents()

    /// What was said of events that are not recorded, and of names that get in the way.
    var textsOfEvents: Set<String> = []
    /// Why the trace cannot describe an event; nil where it can.
    let unsayable: @Sendable (SideEventDescription) -> String?

    /// Makes a session.
    ///
    /// - Parameters:
    ///   - channels: where events go, and which; the number of each offer is its place.
    ///   - ringLayoutVersion: the layout that programs must write.
    ///   - process: the process that hosts the session.
    ///   - unsayable: why the trace cannot describe an event; nil where it can.
    public init(
        channels: [SessionChannel],
        ringLayoutVersion: UInt32,
        process: UInt32 = 0,
        unsayable: @escaping @Sendable (SideEventDescription) -> String? = { _ in nil }
    ) {
        precondition(channels.indices.allSatisfy { channels[$0].offer.channel == UInt32($0) })
        self.channels = channels
        self.process = process
        self.unsayable = unsayable
        self.ringLayoutVersion = ringLayoutVersion
        events = KnownEvents(channelCount: channels.count)
        coverage = RuleCoverage(channels)
    }

    /// What event rules ask for that no event of any program has, for a person.
    public var ruleFindings: [String] { coverage.findings }

    /// The definitions so far, of all channels.
    public var definitionCount: Int { events.idCounts.reduce(0, +) }

    /// The connections of programs that record.
    public var tracedConnections: [ConnectionID] { traced.keys.sorted() }

    /// How the program on a connection introduced itself; nil where none records there.
    public func program(of connection: ConnectionID) -> ProgramHello? {
        traced[connection]?.hello
    }

    /// A connection was accepted.
    ///
    /// - Parameters:
    ///   - connection: its number.
    ///   - isForeign: whether it is that of another user's process.
    public mutating func connected(_ connection: ConnectionID, isForeign: Bool = false) {
        connections[connection] = .silent
        if isForeign { foreign.insert(connection) }
    }

    /// A connection ended.
    ///
    /// - Parameter connection: its number.
    /// - Returns: what the host has to do.
    public mutating func disconnected(_ connection: ConnectionID) -> [Action] {
        connections[connection] = nil
        assemblers[connection] = nil
        foreign.remove(connection)
        guard let program = traced.removeValue(forKey: connection) else { return [] }
        return end(program)
    }

    /// Stops recording; programs that come from now on are told so.
    public mutating func stop() -> [Action] {
        isActive = false
        return connections.keys.sorted().flatMap { connection in
            channels.map { .send(.stop(channel: $0.offer.channel), to: connection) }
        }
    }

    /// A program or a tool said something.
    ///
    /// - Parameters:
    ///   - packet: a message, or a part of one.
    ///   - connection: whose.
    /// - Returns: what the host has to do.
    public mutating func received(
        _ packet: [UInt8],
        from connection: ConnectionID
    ) -> [Action] {
        do throws(MessageError) {
            let whole = try assemblers[connection, default: MessageAssembler()].take(packet)
            guard let whole else { return [] }
            if ToolRequest.isOne(whole) { return handle(request: whole, from: connection) }
            return handle(try ProgramMessage(decoding: whole), from: connection)
        } catch {
            return breakOff(connection, because: "\(error)")
        }
    }

    mutating func refuse(_ connection: ConnectionID) {
        connections[connection] = .refused
        traced[connection] = nil
    }

    private mutating func handle(
        _ message: ProgramMessage,
        from connection: ConnectionID
    ) -> [Action] {
        guard let state = connections[connection] else { return [] }
        switch (state, message) {
        case (.refused, _):
            return []
        case (.silent, .hello(let hello)):
            return welcome(hello, on: connection)
        case (.traced, .event(let index, let record)):
            return add(record, at: index, on: connection)
        case (.traced, .ready(let sequence)):
            return order(on: connection) + [.send(.done(sequence: sequence), to: connection)]
        case (.traced, .snapshot(let request)):
            return isActive ? [.snapshot(request, for: nil)] : []
        case (.traced, .stateTold(let sequence)):
            return [.stateTold(sequence: sequence, by: connection)]
        case (.traced, .failed(_, let reason)):
            return lose(connection, reason)
        case (.traced, .unrecordable(let event)):
            return leaveOut(event)
        case (.traced, .untraced(let report)):
            note(report, of: connection)
            return []
        case (.traced, .leftOut(_, let descriptionBytes, let name)):
            return leaveOut(name, descriptionBytes, on: connection)
        case (.silent, _), (.traced, .hello):
            return breakOff(connection, because: "it spoke out of turn")
        }
    }

    /// A tool's only message is its first one.
    private mutating func handle(
        request bytes: [UInt8],
        from connection: ConnectionID
    ) -> [Action] {
        switch connections[connection] {
        case nil, .refused: return []
        case .traced: return breakOff(connection, because: "it spoke out of turn")
        case .silent: break
        }
        if foreign.contains(connection) {
            return breakOff(connection, because: "another user's process asked for something")
        }
        refuse(connection)
        do throws(ToolRefusal) {
            return try answer(try ToolRequest(decoding: bytes), on: connection)
        } catch {
            return [.reply(.refused(error), to: connection)]
        }
    }
}
