// SPDX-License-Identifier: Apache-2.0

public import ControlProtocol
internal import EventFilter
public import SideDescription

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
        /// Write a snapshot, and report it to the connection if there is one.
        case snapshot(SnapshotRequest, for: ConnectionID?)
        /// Do what a tool wants, and report to the connection.
        case errand(ToolRequest.Errand, for: ConnectionID)
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

    /// A program that records, on its connection.
    struct TracedProgram: Sendable {
        let hello: ProgramHello
        /// Its events by the numbers that it gave them.
        var events: [UInt32: SideEventDescription] = [:]
        /// The events since its last `ready`.
        var pending: [UInt32] = []
        /// The filters that it was sent, with their numbers.
        var filters: [FilterProgram: UInt32] = [:]
        /// What it was last told to record, by event and channel.
        var orders: [OrderKey: RecordingOrder] = [:]
    }

    /// An event and a channel.
    struct OrderKey: Hashable, Sendable {
        let event: UInt32
        let channel: UInt32
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
    var connections: [ConnectionID: Connection] = [:]
    /// The programs behind the connections that are traced.
    var traced: [ConnectionID: TracedProgram] = [:]
    /// By channel, the ids that were given.
    var ids: [[SideEventDescription: UInt16]]
    var isOutOfIDs = false
    /// Whether events are still recorded.
    public internal(set) var isActive = true

    /// The programs that have introduced themselves so far, gone ones included.
    public internal(set) var programs: [Program] = []
    /// Programs that could not be traced, and why.
    public internal(set) var refusals: [String] = []

    /// How many events of programs are not recorded because their description cannot be used.
    public internal(set) var leftOutCount = 0
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
        ids = channels.map { _ in [:] }
    }

    /// The definitions so far, of all channels.
    public var definitionCount: Int { ids.reduce(0) { $0 + $1.count } }

    /// The connections of programs that record.
    public var tracedConnections: [ConnectionID] { traced.keys.sorted() }

    /// A connection was accepted.
    public mutating func connected(_ connection: ConnectionID) {
        connections[connection] = .silent
    }

    /// A connection ended.
    public mutating func disconnected(_ connection: ConnectionID) {
        connections[connection] = nil
        traced[connection] = nil
    }

    /// Stops recording; programs that come from now on are told so.
    public mutating func stop() -> [Action] {
        isActive = false
        return connections.keys.sorted().flatMap { connection in
            channels.map { .send(.stop(channel: $0.offer.channel), to: connection) }
        }
    }

    /// A program or a tool said something.
    public mutating func received(
        _ bytes: [UInt8],
        from connection: ConnectionID
    ) -> [Action] {
        do throws(MessageError) {
            return handle(try ProgramMessage(decoding: bytes), from: connection)
        } catch {
            refuse(connection)
            return [.warn("a program was disconnected: \(error)"), .close(connection)]
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
        case (.traced, .failed(_, let reason)):
            return lose(connection, reason)
        case (.traced, .unrecordable(let event)):
            return leaveOut(event)
        case (.silent, .snapshot(let request)):
            refuse(connection)
            return answer(request, on: connection)
        case (.silent, .tool(let request)):
            refuse(connection)
            return answer(request, on: connection)
        case (.silent, _), (.traced, .hello), (.traced, .tool):
            refuse(connection)
            return [.warn("a program spoke out of turn and was disconnected"), .close(connection)]
        }
    }
}
