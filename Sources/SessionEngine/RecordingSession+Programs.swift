// SPDX-License-Identifier: Apache-2.0

internal import EventFilter
internal import ProgramProtocol
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
        return note(refusal: "\(hello.name) runs untraced: \(reason)", isNew: true) + [
            .send(.refuse(reason: reason), to: connection)
        ]
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

    /// Notes an event of a program, and defines it for each channel that wants it.
    mutating func add(
        _ record: [UInt8],
        at index: UInt32,
        on connection: ConnectionID
    ) -> [Action] {
        let event: Int
        do throws(SideRecordError) {
            event = try events.find(record)
        } catch {
            leftOutCount += 1
            let program = traced[connection]?.hello.name ?? ""
            return [.warn("an event of \(program) is not recorded: \(error)")]
        }
        coverage.note(events[event])
        traced[connection]?.events[index] = event
        traced[connection]?.owesReport = true
        traced[connection]?.pending.append(index)
        return isActive ? channels.indices.flatMap { define(event, in: $0) } : []
    }

    /// Gives an event an id in a channel that wants it, unless it has one.
    mutating func define(_ event: Int, in channel: Int) -> [Action] {
        guard events.id(of: event, in: channel) == nil,
            channels[channel].filters(for: events[event]) != nil
        else { return [] }
        let description = events[event]
        if let reason = unsayable(description) {
            return leaveOut("event", description.fullName, because: reason)
        }
        guard let id = events.giveID(to: event, in: channel) else {
            leftOutCount += 1
            defer { isOutOfIDs = true }
            return isOutOfIDs
                ? [] : [.warn("more than 65535 events: the rest of them is not recorded")]
        }
        let definition = EventDefinition(
            channel: channels[channel].offer.channel,
            id: id,
            description: description
        )
        return [.define(definition)] + remark(on: description)
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
        guard let known = program.events[event] else { return [] }
        var messages: [ControllerMessage] = []
        for (number, channel) in channels.enumerated() {
            let key = OrderKey(event: event, channel: channel.offer.channel)
            guard let id = events.id(of: known, in: number),
                let filters = channel.filters(for: events[known])
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
