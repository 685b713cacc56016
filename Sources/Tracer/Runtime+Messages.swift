// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import EventContext
internal import EventFilter
internal import RingBuffer
internal import SideDescription
internal import SideRuntime
internal import SystemCalls

extension Runtime {
    /// Carries out everything that a controller has said; the lock is held.
    func receiveMessages(from connection: ControllerConnection) {
        while !connection.isClosed {
            do {
                switch try connection.socket.receive() {
                case .nothing:
                    return
                case .closed:
                    connection.isClosed = true
                case .message(let bytes, let descriptor):
                    try handle(
                        ControllerMessage(decoding: bytes),
                        descriptor: descriptor,
                        on: connection
                    )
                }
            } catch {
                // A controller that says what cannot be understood is treated as gone: the program
                // must not be harmed and has nobody to complain to.
                connection.isClosed = true
            }
        }
        close(connection)
    }

    private func handle(
        _ message: ControllerMessage,
        descriptor: consuming FileDescriptor?,
        on connection: ControllerConnection
    ) throws {
        switch message {
        case .channel(let offer):
            try join(offer, descriptor, on: connection)
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
            connection.orders[channel]?[event] = nil
            guard let producer = connection.channels[channel]?.producer,
                event < UInt32(events.count)
            else { return }
            TargetChain.detach(events[Int(event)], from: producer)
        case .done(let sequence):
            connection.isSlow = false
            connection.done.advance(to: sequence)
        case .stop(let channel):
            connection.orders[channel] = nil
            if let left = connection.channels.removeValue(forKey: channel) {
                detach(left.producer)
            }
        case .refuse:
            connection.isClosed = true
        case .snapshot:
            // An answer for tools; a program asks and goes on.
            return
        }
    }

    /// More filters than that are no filters but an attack.
    private static let maximumFilterCount = 4_096

    /// Maps the memory of a channel.
    private func join(
        _ offer: ChannelOffer,
        _ descriptor: consuming FileDescriptor?,
        on connection: ControllerConnection
    ) throws {
        guard let file = descriptor,
            let cpuCount = Int(exactly: offer.cpuCount),
            let sizeBytes = Int(exactly: offer.sizeBytes),
            let lossMode = EventLossMode(rawValue: offer.lossMode),
            let geometry = RingGeometry(
                cpuCount: cpuCount,
                sizeBytes: sizeBytes,
                lossMode: lossMode
            ),
            let clock = RingClock(rawValue: offer.clock),
            RingProducer.isSupported
        else { return }
        let identity = try file.identity()
        let producer =
            try producers[identity]
            ?? RingProducer(
                file,
                geometry: geometry,
                clock: clock,
                blockingNanoseconds: offer.blockingNanoseconds
            )
        producers[identity] = producer
        let contexts = try offer.contexts.map { name throws(EventContextError) in
            try EventContext(named: name)
        }
        connection.channels[offer.channel] = ControllerConnection.Channel(
            producer: producer,
            contexts: ContextProgram(contexts)
        )
    }

    /// Lets an event record as it was ordered.
    private func carryOut(_ order: RecordingOrder, on connection: ControllerConnection) {
        guard let channel = connection.channels[order.channel], order.event < UInt32(events.count)
        else { return }
        let event = events[Int(order.event)]
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
        let rules = isPlain ? nil : RecordingRules(filters, channel.contexts)
        TargetChain.attach(event, to: channel.producer, id: order.id, rules)
    }

    /// Links all filters anew, after the program registered a context that they may ask for.
    func relink() {
        guard settings.isOn else { return }
        lock.lock()
        for connection in connections {
            for orders in connection.orders.values {
                for order in orders.values where !order.filters.isEmpty {
                    carryOut(order, on: connection)
                }
            }
        }
        lock.unlock()
    }

    private func close(_ connection: ControllerConnection) {
        for channel in connection.channels.values { detach(channel.producer) }
        connection.channels.removeAll()
        connection.orders.removeAll()
        connections.removeAll { $0 === connection }
        // Nobody who waits for this controller needs to wait any longer.
        connection.done.advance(to: .max)
    }

    private func detach(_ producer: RingProducer) {
        for event in events { TargetChain.detach(event, from: producer) }
    }
}
