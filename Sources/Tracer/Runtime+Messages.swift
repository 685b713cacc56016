// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import RingBuffer
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
            connection.channels[offer.channel] = producer
        case .enable(let event, let channel, let id):
            guard let producer = connection.channels[channel], event < UInt32(events.count)
            else { return }
            TargetChain.attach(events[Int(event)], to: producer, id: id)
        case .done(let sequence):
            connection.isSlow = false
            connection.done.advance(to: sequence)
        case .stop(let channel):
            if let producer = connection.channels.removeValue(forKey: channel) { detach(producer) }
        case .refuse:
            connection.isClosed = true
        case .snapshot:
            // An answer for tools; a program asks and goes on.
            return
        }
    }

    private func close(_ connection: ControllerConnection) {
        for producer in connection.channels.values { detach(producer) }
        connection.channels.removeAll()
        connections.removeAll { $0 === connection }
        // Nobody who waits for this controller needs to wait any longer.
        connection.done.advance(to: .max)
    }

    private func detach(_ producer: RingProducer) {
        for event in events { TargetChain.detach(event, from: producer) }
    }
}
