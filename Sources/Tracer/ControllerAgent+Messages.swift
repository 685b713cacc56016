// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import EventContext
internal import EventFilter
internal import MessageCoding
internal import ProgramProtocol
internal import RingBuffer
internal import SideDescription
internal import SystemCalls

extension ControllerAgent {
    /// Carries out everything that a controller has said.
    func receiveMessages(from connection: ControllerConnection) {
        while !connection.isClosed {
            // Swift ends a program that finds no memory; the message is read when there is some.
            guard plume_has_memory(Self.reservedBytes) != 0 else {
                _ = Poll.readable([], limitMilliseconds: 100)
                return
            }
            do {
                switch try connection.socket.receive(buffer) {
                case .nothing:
                    return
                case .closed:
                    connection.isClosed = true
                case .message(let packet, let descriptor):
                    guard let bytes = try connection.assembler.take(packet) else { continue }
                    try handle(
                        ControllerMessage(decoding: bytes),
                        descriptor: descriptor,
                        on: connection
                    )
                }
            } catch let error as SystemError where error.errno == .messageTooLarge {
                let reason = "its buffers did not arrive; is its limit on open files too low?"
                // The connection stays: closing it with messages unread would take this one along.
                connection.send(.failed(channel: 0, reason: reason))
            } catch {
                // A controller that says what cannot be understood is treated as gone: the program
                // must not be harmed.
                connection.send(.failed(channel: 0, reason: "\(error)"))
                connection.isClosed = true
            }
        }
        abandonUnoffered()
        for channel in connection.channels.keys { leave(channel, on: connection) }
    }

    /// Releases those who wait for room that none of the controllers that are left could make.
    ///
    /// Among that are the buffers that the child of a fork inherited, if the controller went before
    /// it offered them.
    func abandonUnoffered() {
        let offered = connections.filter { !$0.isClosed }.flatMap(\.channels.values)
        runtime.lock.lock()
        for producer in runtime.producers.values
        where !offered.contains(where: { $0.producer === producer }) {
            producer.isAbandoned = true
        }
        runtime.lock.unlock()
    }

    /// Memory that must be there before the agent does anything that takes some.
    static let reservedBytes = 1 << 20

    private func handle(
        _ message: ControllerMessage,
        descriptor: consuming FileDescriptor?,
        on connection: ControllerConnection
    ) throws {
        switch message {
        case .channel(let offer):
            do {
                try join(offer, descriptor, on: connection)
            } catch {
                let reason = "its buffers cannot be mapped (\(error))"
                connection.send(.failed(channel: offer.channel, reason: reason))
            }
        case .filter(let number, let program):
            guard connection.filters.count < Self.maximumFilterCount else {
                connection.isClosed = true
                return
            }
            connection.filters[number] = try FilterProgram(decoding: program)
        case .enable(let order):
            connection.orders[order.channel, default: [:]][order.event] = order
            carryOut(order, on: connection)
        case .disable(let event, let channel):
            disable(event, in: channel, on: connection)
        case .done(let sequence):
            forgetInherited(of: connection)
            let isFirst = connection.answered == 0 && !connection.channels.isEmpty
            let eventCount = noteAnswer(sequence, on: connection)
            // What a recording begins with is the state that its events change. Parts of a program
            // that has described nothing yet tell theirs when they are registered.
            if isFirst && eventCount > 0 { SideTracer.shared.dumpState() }
            connection.answered = max(connection.answered, min(sequence, runtime.requests.value))
        case .stop(let channel):
            leave(channel, on: connection)
        case .dumpState(let sequence):
            let number = SideTracer.shared.dumpState()
            guard sequence != 0 else { return }
            if let number {
                connection.stateRequests.append((sequence, number))
            } else {
                connection.send(.stateTold(sequence: sequence))
            }
        case .refuse:
            connection.isClosed = true
        case .address(let path):
            connection.address = path
            noteAddresses()
        }
    }

    /// More filters than that are no filters but an attack.
    private static let maximumFilterCount = 4_096

    /// Maps a channel's memory, unless this process has it already.
    private func join(
        _ offer: ChannelOffer,
        _ descriptor: consuming FileDescriptor?,
        on connection: ControllerConnection
    ) throws {
        guard let file = descriptor,
            let cpuCount = Int(exactly: offer.cpuCount),
            let sizeBytes = Int(exactly: offer.sizeBytes),
            let lossMode = EventLossMode(rawValue: offer.lossMode),
            let allocation = RingAllocation(rawValue: offer.allocation),
            let geometry = RingGeometry(
                allocation: allocation,
                cpuCount: cpuCount,
                sizeBytes: sizeBytes,
                lossMode: lossMode
            ),
            let clock = RingClock(rawValue: offer.clock)
        else { throw SystemError(call: "join", subject: "channel", errno: .invalidArgument) }
        let contexts = try offer.contexts.map { name throws(EventContextError) in
            try EventContext(named: name)
        }
        let identity = try file.identity()
        runtime.lock.lock()
        defer { runtime.lock.unlock() }
        let producer =
            try runtime.producers[identity]
            ?? RingProducer(
                file,
                geometry: geometry,
                clock: clock,
                blockingNanoseconds: offer.blockingNanoseconds
            )
        runtime.producers[identity] = producer
        producer.isAbandoned = false
        if lossMode == .overwrite { runtime.hasFlightRecorder = true }
        if offer.isPrivate {
            runtime.privateProducers[offer.channel] = producer
            runtime.hasPrivateProducers = true
        }
        connection.channels[offer.channel] = ControllerConnection.Channel(
            producer: producer,
            contexts: ContextProgram(contexts),
            isPrivate: offer.isPrivate
        )
    }

    /// Lets an event record as it was ordered.
    private func carryOut(_ order: RecordingOrder, on connection: ControllerConnection) {
        guard let channel = connection.channels[order.channel] else { return }
        hasNewOrders = true
        // The lock keeps a fork from seeing half of the change.
        runtime.lock.lock()
        defer { runtime.lock.unlock() }
        guard order.event < UInt32(runtime.events.count) else { return }
        let event = runtime.events[Int(order.event)]
        var filters: [LinkedFilter] = []
        if !order.filters.isEmpty {
            guard let description = try? SideRecordParser.parse(event.recordBytes()) else { return }
            let catalog = ContextCatalog(application: ApplicationContexts.shared.catalog)
            filters = order.filters.compactMap { connection.filters[$0] }
                .map { LinkedFilter($0, description: description, contexts: catalog) }
            // A filter that is not known lets nothing pass.
            guard !filters.isEmpty else { return }
        }
        let isPlain = filters.isEmpty && channel.contexts.count == 0
        TargetChain.attach(
            event,
            to: channel.producer,
            id: order.id,
            rules: isPlain ? nil : RecordingRules(filters, channel.contexts),
            replacing: channel.isPrivate ? runtime.inheritedProducers[order.channel] : nil,
            counter: runtime.counter(of: Int(order.event))
        )
        runtime.counter(of: Int(order.event))?.isActive = false
    }

    /// Links all filters anew, after the program registered a context that they may ask for.
    func relink() {
        for connection in connections {
            for orders in connection.orders.values {
                for order in orders.values where !order.filters.isEmpty {
                    carryOut(order, on: connection)
                }
            }
        }
    }

    private func disable(
        _ event: UInt32,
        in channel: UInt32,
        on connection: ControllerConnection
    ) {
        connection.orders[channel]?[event] = nil
        hasNewOrders = true
        guard let producer = connection.channels[channel]?.producer else { return }
        runtime.lock.lock()
        if event < UInt32(runtime.events.count) {
            TargetChain.detach(runtime.events[Int(event)], from: producer)
        }
        runtime.lock.unlock()
    }

    /// Stops recording into a channel.
    private func leave(_ channel: UInt32, on connection: ControllerConnection) {
        connection.orders[channel] = nil
        hasNewOrders = true
        guard let left = connection.channels.removeValue(forKey: channel) else { return }
        runtime.lock.lock()
        detach(left.producer)
        runtime.lock.unlock()
    }

    /// Stops recording into what was the parent's alone: this process has buffers of its own now.
    private func forgetInherited(of connection: ControllerConnection) {
        runtime.lock.lock()
        for (number, channel) in connection.channels where channel.isPrivate {
            guard let old = runtime.inheritedProducers.removeValue(forKey: number),
                old !== channel.producer
            else { continue }
            detach(old)
        }
        runtime.lock.unlock()
    }

    /// Stops recording into a ring; the lock is held.
    private func detach(_ producer: RingProducer) {
        for event in runtime.events { TargetChain.detach(event, from: producer) }
    }
}
