// SPDX-License-Identifier: Apache-2.0

public import ControlProtocol
public import SideDescription

/// A recording session with one channel, as a pure state machine.
///
/// It is told what programs say and answers what to do about it; sockets, files and rings are the
/// business of whoever hosts it.
public struct RecordingSession: Sendable {
    /// The number of a connection, chosen by the host.
    public typealias ConnectionID = Int

    /// What the host has to do, in this order.
    public enum Action: Hashable, Sendable {
        /// Send a message; a channel offer goes with the descriptor of the channel's memory.
        case send(ControllerMessage, to: ConnectionID)
        /// Add an event to the trace, before any of its records is written.
        case define(EventDefinition)
        /// Close a connection.
        case close(ConnectionID)
        /// Write a snapshot, and report it to the connection if there is one.
        case snapshot(SnapshotRequest, for: ConnectionID?)
        /// Tell the person who records.
        case warn(String)
    }

    /// An event of the trace.
    public struct EventDefinition: Hashable, Sendable {
        /// Its id in the records.
        public let id: UInt16
        /// What is known about it.
        public let description: SideEventDescription
    }

    /// A program that has introduced itself.
    public struct Program: Hashable, Sendable {
        /// How it introduced itself.
        public let hello: ProgramHello
        /// How many events it has.
        public var eventCount = 0
    }

    /// A connection: first silent, then a program, or refused.
    private enum Connection: Sendable {
        /// Nothing has come yet; only a hello may.
        case silent
        /// The program is known and has been offered the channel.
        case traced(Program, pending: [(index: UInt32, id: UInt16)])
        /// It was told why not; what it still says is passed over.
        case refused
    }

    /// Which events are recorded.
    public let rule: EventRule
    private let channel: ChannelOffer
    /// The process that hosts the session.
    private let process: UInt32
    private let ringLayoutVersion: UInt32
    private var connections: [ConnectionID: Connection] = [:]
    private var ids: [SideEventDescription: UInt16] = [:]
    private var isOutOfIDs = false
    private var isActive = true

    /// The programs that have introduced themselves so far, gone ones included.
    public private(set) var programs: [Program] = []
    /// How many events the programs have, and how many of those the rule selects.
    public private(set) var knownEventCount = 0
    /// Programs that could not be traced, and why.
    public private(set) var refusals: [String] = []

    /// Makes a session.
    ///
    /// - Parameters:
    ///   - rule: which events are recorded.
    ///   - channel: where they go.
    ///   - ringLayoutVersion: the layout that programs must write.
    ///   - process: the process that hosts the session.
    public init(
        rule: EventRule,
        channel: ChannelOffer,
        ringLayoutVersion: UInt32,
        process: UInt32 = 0
    ) {
        self.rule = rule
        self.process = process
        self.channel = channel
        self.ringLayoutVersion = ringLayoutVersion
    }

    /// The definitions so far.
    public var definitionCount: Int { ids.count }
}

extension RecordingSession {
    /// A connection was accepted.
    public mutating func connected(_ connection: ConnectionID) {
        connections[connection] = .silent
    }

    /// A connection ended.
    public mutating func disconnected(_ connection: ConnectionID) {
        connections[connection] = nil
    }

    /// Stops recording; programs that come from now on are told so.
    public mutating func stop() -> [Action] {
        isActive = false
        return connections.keys.sorted().map { .send(.stop(channel: channel.channel), to: $0) }
    }

    /// A program said something.
    public mutating func received(
        _ bytes: [UInt8],
        from connection: ConnectionID
    ) -> [Action] {
        do throws(MessageError) {
            return handle(try ProgramMessage(decoding: bytes), from: connection)
        } catch {
            connections[connection] = .refused
            return [.warn("a program was disconnected: \(error)"), .close(connection)]
        }
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
        case (.traced(let program, let pending), .event(let index, let record)):
            return add(record, at: index, of: program, pending, on: connection)
        case (.traced(let program, let pending), .ready(let sequence)):
            connections[connection] = .traced(program, pending: [])
            let enables = pending.map { event in
                Action.send(
                    .enable(event: event.index, channel: channel.channel, id: event.id),
                    to: connection
                )
            }
            return enables + [.send(.done(sequence: sequence), to: connection)]
        case (.traced, .snapshot(let request)):
            return isActive ? [.snapshot(request, for: nil)] : []
        case (.silent, .snapshot(let request)):
            connections[connection] = .refused
            return answer(request, on: connection)
        case (.silent, _), (.traced, .hello):
            connections[connection] = .refused
            return [.warn("a program spoke out of turn and was disconnected"), .close(connection)]
        }
    }

    /// Answers a tool, which has nothing more to say.
    private func answer(_ request: SnapshotRequest, on connection: ConnectionID) -> [Action] {
        let isMeant =
            request.process == 0 || request.process == process
            || programs.contains { $0.hello.process == request.process }
        let reason: String? =
            if !isMeant {
                "no process \(request.process) is recorded here"
            } else if channel.lossMode == 0 {
                "this recording writes everything to its trace: only one that was started with"
                    + " --overwrite has snapshots"
            } else if !isActive {
                "the recording has ended"
            } else {
                nil
            }
        guard let reason else { return [.snapshot(request, for: connection)] }
        return [.send(.refuse(reason: reason), to: connection)]
    }

    private mutating func welcome(
        _ hello: ProgramHello,
        on connection: ConnectionID
    ) -> [Action] {
        let reason: String? =
            if hello.protocolVersion != ProtocolVersion.current
                || hello.ringLayoutVersion != ringLayoutVersion
            {
                "it was built with another version of Plume (protocol \(hello.protocolVersion),"
                    + " ring \(hello.ringLayoutVersion); this command speaks"
                    + " \(ProtocolVersion.current) and \(ringLayoutVersion)): rebuild it"
            } else {
                nil
            }
        programs.append(Program(hello: hello))
        guard let reason else {
            connections[connection] = .traced(Program(hello: hello), pending: [])
            return isActive ? [.send(.channel(channel), to: connection)] : []
        }
        connections[connection] = .refused
        let text = "process \(hello.process) (\(hello.program)) runs untraced: \(reason)"
        refusals.append(text)
        return [.warn(text), .send(.refuse(reason: reason), to: connection)]
    }

    private mutating func add(
        _ record: [UInt8],
        at index: UInt32,
        of program: Program,
        _ pending: [(index: UInt32, id: UInt16)],
        on connection: ConnectionID
    ) -> [Action] {
        var program = program
        program.eventCount += 1
        knownEventCount += 1
        connections[connection] = .traced(program, pending: pending)
        let description: SideEventDescription
        do throws(SideRecordError) {
            description = try SideRecordParser.parse(record)
        } catch {
            return [.warn("an event of \(program.hello.program) is not recorded: \(error)")]
        }
        guard isActive, rule.selects(description) else { return [] }
        if let id = ids[description] {
            connections[connection] = .traced(program, pending: pending + [(index, id)])
            return []
        }
        // Id 0 is never given, so that a zeroed record is recognised as none.
        guard let id = UInt16(exactly: ids.count + 1) else {
            defer { isOutOfIDs = true }
            return isOutOfIDs
                ? [] : [.warn("more than 65535 events: the rest of them is not recorded")]
        }
        ids[description] = id
        connections[connection] = .traced(program, pending: pending + [(index, id)])
        return [.define(EventDefinition(id: id, description: description))]
    }
}
