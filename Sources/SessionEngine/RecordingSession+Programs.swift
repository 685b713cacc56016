// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import EventFilter
internal import SideDescription

extension RecordingSession {
    /// Offers the channels to a program, or says why not.
    mutating func welcome(_ hello: ProgramHello, on connection: ConnectionID) -> [Action] {
        programs.append(Program(hello: hello))
        guard let reason = refusal(of: hello) else {
            connections[connection] = .traced
            traced[connection] = TracedProgram(hello: hello)
            return isActive ? channels.map { .send(.channel($0.offer), to: connection) } : []
        }
        refuse(connection)
        let text = "process \(hello.process) (\(hello.program)) runs untraced: \(reason)"
        refusals.append(text)
        return [.warn(text), .send(.refuse(reason: reason), to: connection)]
    }

    private func refusal(of hello: ProgramHello) -> String? {
        if hello.protocolVersion != ProtocolVersion.current
            || hello.ringLayoutVersion != ringLayoutVersion
        {
            return "it was built with another version of Plume (protocol \(hello.protocolVersion),"
                + " ring \(hello.ringLayoutVersion); this command speaks"
                + " \(ProtocolVersion.current) and \(ringLayoutVersion)): rebuild it"
        }
        return nil
    }

    /// A program says that it cannot record.
    mutating func lose(_ connection: ConnectionID, _ reason: String) -> [Action] {
        guard let hello = traced[connection]?.hello else { return [] }
        // A hostile program may say so often, at length and with bytes that steer a terminal.
        let words = reason.unicodeScalars.prefix(200).filter { $0.value >= 32 && $0.value != 127 }
        let text =
            "process \(hello.process) (\(hello.program)) runs untraced:"
            + " \(String(String.UnicodeScalarView(words)))"
        guard refusals.last != text else { return [] }
        refusals.append(text)
        return [.warn(text)]
    }

    /// Notes an event of a program, and defines it for each channel that wants it.
    mutating func add(
        _ record: [UInt8],
        at index: UInt32,
        on connection: ConnectionID
    ) -> [Action] {
        let description: SideEventDescription
        do throws(SideRecordError) {
            description = try SideRecordParser.parse(record)
        } catch {
            let program = traced[connection]?.hello.program ?? ""
            return [.warn("an event of \(program) is not recorded: \(error)")]
        }
        traced[connection]?.events[index] = description
        traced[connection]?.pending.append(index)
        return isActive ? channels.indices.flatMap { define(description, in: $0) } : []
    }

    /// Gives an event an id in a channel that wants it, unless it has one.
    mutating func define(_ description: SideEventDescription, in channel: Int) -> [Action] {
        guard ids[channel][description] == nil,
            channels[channel].filters(for: description) != nil
        else { return [] }
        if let reason = unsayable(description) {
            return leaveOut("event", description.fullName, because: reason)
        }
        // Id 0 is never given, so that a zeroed record is recognised as none.
        guard let id = UInt16(exactly: ids[channel].count + 1) else {
            defer { isOutOfIDs = true }
            return isOutOfIDs
                ? [] : [.warn("more than 65535 events: the rest of them is not recorded")]
        }
        ids[channel][description] = id
        let number = channels[channel].offer.channel
        return [.define(EventDefinition(channel: number, id: id, description: description))]
            + remark(on: description)
    }

    /// Orders what a program has announced since its last `ready`.
    mutating func order(on connection: ConnectionID) -> [Action] {
        // Taken out while it changes, so that its tables are not copied.
        guard var program = traced.removeValue(forKey: connection) else { return [] }
        let pending = program.pending
        program.pending = []
        let actions = isActive ? pending.flatMap { order($0, of: &program, on: connection) } : []
        traced[connection] = program
        return actions
    }

    /// Tells a program how one of its events is recorded now, where that has changed.
    func order(
        _ event: UInt32,
        of program: inout TracedProgram,
        on connection: ConnectionID
    ) -> [Action] {
        guard let description = program.events[event] else { return [] }
        var messages: [ControllerMessage] = []
        for (number, channel) in channels.enumerated() {
            let key = OrderKey(event: event, channel: channel.offer.channel)
            guard let id = ids[number][description], let filters = channel.filters(for: description)
            else {
                if program.orders.removeValue(forKey: key) != nil {
                    messages.append(.disable(event: event, channel: key.channel))
                }
                continue
            }
            let numbers = filters.map { filter in
                if let number = program.filters[filter] { return number }
                let number = UInt32(program.filters.count)
                program.filters[filter] = number
                messages.append(.filter(number: number, program: filter.bytes))
                return number
            }
            let order = RecordingOrder(
                event: event,
                channel: key.channel,
                id: id,
                filters: numbers
            )
            guard program.orders[key] != order else { continue }
            program.orders[key] = order
            messages.append(.enable(order))
        }
        return messages.map { .send($0, to: connection) }
    }
}
