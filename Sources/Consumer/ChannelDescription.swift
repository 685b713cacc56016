// SPDX-License-Identifier: Apache-2.0

public import RingBuffer
public import SideDescription
public import SystemCalls
public import TraceModel

/// What a channel's definitions say: all that is needed to write a trace of its records.
public struct ChannelDescription: Hashable, Sendable {
    /// The 16 bytes of the metadata stream's UUID, by which packets belong to the channel.
    public var uuid: [UInt8]
    /// The name of the channel, with which the names of its data stream files begin.
    public var name: String
    /// The number of the channel, which is the id of its data stream class.
    public var channel: UInt32
    /// What tells the owner's files from those of others.
    public var label: String
    /// The process that alone has the memory; nil where the processes of a user share it.
    public var owner: ProcessStart?
    /// What each record tells before the ids of process and thread.
    public var contexts: [SideField]
    /// The controller.
    public var controller: ProcessStart
    /// What is known of the trace.
    public var environment: [TraceClass.EnvironmentEntry]
    /// The clock; nil when it is missing.
    public var clock: ClockClass?
    /// The events by their ids in the records.
    public var events: [UInt16: SideEventDescription] = [:]
    /// What could not be read, one line each.
    public private(set) var problems: [String] = []

    /// Describes a channel without events.
    public init(
        uuid: [UInt8],
        name: String,
        channel: UInt32 = 0,
        label: String = "",
        owner: ProcessStart? = nil,
        contexts: [SideField] = [],
        controller: ProcessStart,
        environment: [TraceClass.EnvironmentEntry],
        clock: ClockClass
    ) {
        self.uuid = uuid
        self.name = name
        self.channel = channel
        self.label = label
        self.owner = owner
        self.contexts = contexts
        self.controller = controller
        self.environment = environment
        self.clock = clock
    }

    private static let maximumProblemCount = 64
}

extension ChannelDescription {
    /// Writes what is known before the first event.
    ///
    /// - Parameter writer: the channel's definitions.
    /// - Returns: whether there was room.
    public func write(to writer: inout RingDefinitionsWriter) -> Bool {
        var trace = DefinitionEncoder()
        trace.put(uuid)
        trace.put(controller.process)
        trace.put(controller.ticks)
        trace.put(name)
        trace.put(UInt32(environment.count))
        for entry in environment {
            trace.put(entry.name)
            switch entry.value {
            case .integer(let number):
                trace.put(UInt8(0))
                trace.put(number)
            case .string(let text):
                trace.put(UInt8(1))
                trace.put(text)
            }
        }
        guard writer.append(kind: DefinitionKind.trace.rawValue, trace.bytes) else { return false }
        var channel = DefinitionEncoder()
        channel.put(self.channel)
        channel.put(owner?.process ?? 0)
        channel.put(owner?.ticks ?? 0)
        channel.put(label)
        guard writer.append(kind: DefinitionKind.channel.rawValue, channel.bytes) else {
            return false
        }
        if !contexts.isEmpty {
            let record = SideRecordBuilder.record(for: Self.contextsRecord(contexts))
            guard writer.append(kind: DefinitionKind.contexts.rawValue, record) else {
                return false
            }
        }
        guard let clock else { return true }
        var entry = DefinitionEncoder()
        entry.put(clock.frequencyHertz)
        entry.put(clock.offsetSeconds)
        entry.put(clock.offsetCycles)
        entry.put(clock.id)
        return writer.append(kind: DefinitionKind.clock.rawValue, entry.bytes)
    }

    /// Contexts in the form of an event that has them as fields.
    private static func contextsRecord(_ contexts: [SideField]) -> SideEventDescription {
        SideEventDescription(
            provider: "plume",
            name: "contexts",
            logLevel: .debug,
            fields: contexts
        )
    }

    /// Writes an event, before a program is told to record it.
    ///
    /// - Parameters:
    ///   - id: its id in the records.
    ///   - event: what is known about it.
    ///   - writer: the channel's definitions.
    /// - Returns: whether there was room.
    public static func write(
        id: UInt16,
        _ event: SideEventDescription,
        to writer: inout RingDefinitionsWriter
    ) -> Bool {
        var entry = DefinitionEncoder()
        entry.put(id)
        // The record begins at a multiple of 8.
        entry.put([UInt8](repeating: 0, count: 6))
        entry.put(SideRecordBuilder.record(for: event))
        return writer.append(kind: DefinitionKind.event.rawValue, entry.bytes)
    }
}

extension ChannelDescription {
    /// Reads definitions from bytes that may be anything.
    ///
    /// Entries of an unknown kind are passed over; one that is damaged is a problem of its own. The
    /// result is nil when the bytes do not say what trace they belong to.
    ///
    /// - Parameter bytes: the committed bytes.
    public init?(decoding bytes: [UInt8]) {
        var found: ChannelDescription?
        var clock: ClockClass?
        var channel: DefinitionDecoder?
        var contexts: DefinitionDecoder?
        var events: [UInt16: SideEventDescription] = [:]
        var problems: [String] = []
        var offset = 0
        let header = RingImageHeader.entryHeaderBytes
        while offset + header <= bytes.count {
            var decoder = DefinitionDecoder(bytes, offset..<(offset + header))
            let kind = decoder.take(UInt32.self) ?? 0
            let count = Int(decoder.take(UInt32.self) ?? 0)
            guard count <= bytes.count - offset - header else {
                problems.append("the definitions end within an entry, at byte \(offset)")
                break
            }
            let body = DefinitionDecoder(bytes, (offset + header)..<(offset + header + count))
            switch DefinitionKind(rawValue: kind) {
            case .trace: found = found ?? Self.trace(body)
            case .clock: clock = Self.clock(body) ?? clock
            case .event: Self.event(body, &events, &problems)
            case .channel: channel = channel ?? body
            case .contexts: contexts = contexts ?? body
            case nil: break
            }
            offset += header + (count + 7) & ~7
        }
        guard var found else { return nil }
        found.clock = clock
        found.events = events
        if let channel { found.take(channel: channel) }
        if var contexts {
            do throws(SideRecordError) {
                found.contexts = try SideRecordParser.parse(contexts.takeRest()).fields
            } catch {
                // Without them no record can be read.
                found.events = [:]
                problems.append("the contexts cannot be read, nor can any record: \(error)")
            }
        }
        found.problems = problems
        self = found
    }

    private mutating func take(channel body: DefinitionDecoder) {
        var body = body
        guard let number = body.take(UInt32.self), let process = body.take(UInt32.self),
            let ticks = body.take(UInt64.self), let label = body.takeText()
        else { return }
        channel = number
        owner = process == 0 ? nil : ProcessStart(process: process, ticks: ticks)
        // It becomes part of the name of a file.
        self.label = label.contains("/") ? "" : label
    }

    private static func trace(_ body: DefinitionDecoder) -> ChannelDescription? {
        var body = body
        guard let uuid = body.takeBytes(16), let process = body.take(UInt32.self),
            let ticks = body.take(UInt64.self), let name = body.takeText(),
            let count = body.take(UInt32.self)
        else { return nil }
        var environment: [TraceClass.EnvironmentEntry] = []
        for _ in 0..<count {
            guard let name = body.takeText(), let kind = body.take(UInt8.self) else { return nil }
            if kind == 0 {
                guard let number = body.take(Int128.self) else { return nil }
                environment.append(TraceClass.EnvironmentEntry(name, .integer(number)))
            } else {
                guard let text = body.takeText() else { return nil }
                environment.append(TraceClass.EnvironmentEntry(name, .string(text)))
            }
        }
        var found = ChannelDescription(
            uuid: uuid,
            name: name,
            controller: ProcessStart(process: process, ticks: ticks),
            environment: environment,
            clock: ClockClass(id: "")
        )
        found.clock = nil
        return found
    }

    private static func clock(_ body: DefinitionDecoder) -> ClockClass? {
        var body = body
        guard let frequency = body.take(UInt64.self), frequency > 0,
            let seconds = body.take(Int64.self), let cycles = body.take(UInt64.self),
            cycles < frequency, let name = body.takeText()
        else { return nil }
        return ClockClass(
            id: name,
            identity: Identity(name: name),
            frequencyHertz: frequency,
            origin: .unixEpoch,
            offsetSeconds: seconds,
            offsetCycles: cycles
        )
    }

    private static func event(
        _ body: DefinitionDecoder,
        _ events: inout [UInt16: SideEventDescription],
        _ problems: inout [String]
    ) {
        var body = body
        guard let id = body.take(UInt16.self), id > 0, body.takeBytes(6) != nil,
            events[id] == nil
        else { return }
        do throws(SideRecordError) {
            events[id] = try SideRecordParser.parse(body.takeRest())
        } catch {
            guard problems.count < maximumProblemCount else { return }
            problems.append("event \(id) cannot be read, nor can its records: \(error)")
        }
    }
}
