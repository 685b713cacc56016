// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import ControlProtocol
internal import RingBuffer
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
            } catch let error as SystemError where error.errno == .messageTooLarge {
                let reason = "its buffers did not arrive; is its limit on open files too low?"
                // The connection stays: closing it with messages unread would take this one along.
                connection.send(.failed(channel: 0, reason: reason))
            } catch {
                // A controller that says what cannot be understood is treated as gone: the program
                // must not be harmed and has nobody to complain to.
                connection.isClosed = true
            }
        }
        runtime.lock.lock()
        for producer in connection.channels.values { detach(producer) }
        runtime.lock.unlock()
        connection.channels.removeAll()
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
            do throws(SystemError) {
                try join(offer, descriptor, on: connection)
            } catch {
                let reason = "its buffers cannot be mapped (\(error))"
                connection.send(.failed(channel: offer.channel, reason: reason))
            }
        case .enable(let event, let channel, let id):
            // The lock keeps a fork from seeing half of the change.
            runtime.lock.lock()
            if let producer = connection.channels[channel], event < UInt32(runtime.events.count) {
                TargetChain.attach(runtime.events[Int(event)], to: producer, id: id)
            }
            runtime.lock.unlock()
        case .done(let sequence):
            connection.answered = max(connection.answered, min(sequence, runtime.requests.value))
        case .stop(let channel):
            if let producer = connection.channels.removeValue(forKey: channel) {
                runtime.lock.lock()
                detach(producer)
                runtime.lock.unlock()
            }
        case .refuse:
            connection.isClosed = true
        case .snapshot:
            // An answer for tools; a program asks and goes on.
            return
        }
    }

    /// Maps a channel's memory, unless this process has it already.
    private func join(
        _ offer: ChannelOffer,
        _ descriptor: consuming FileDescriptor?,
        on connection: ControllerConnection
    ) throws(SystemError) {
        guard RingProducer.isSupported else { return }
        guard let file = descriptor,
            let cpuCount = Int(exactly: offer.cpuCount),
            let sizeBytes = Int(exactly: offer.sizeBytes),
            let lossMode = EventLossMode(rawValue: offer.lossMode),
            let geometry = RingGeometry(
                cpuCount: cpuCount,
                sizeBytes: sizeBytes,
                lossMode: lossMode
            ),
            let clock = RingClock(rawValue: offer.clock)
        else { throw SystemError(call: "join", subject: "channel", errno: .invalidArgument) }
        let identity = try file.identity()
        runtime.lock.lock()
        defer { runtime.lock.unlock() }
        let producer: RingProducer
        if let known = runtime.producers[identity] {
            producer = known
        } else {
            producer = try RingProducer(
                file,
                geometry: geometry,
                clock: clock,
                blockingNanoseconds: offer.blockingNanoseconds
            )
            runtime.producers[identity] = producer
        }
        connection.channels[offer.channel] = producer
    }

    /// Stops recording into a channel; the lock is held.
    private func detach(_ producer: RingProducer) {
        for event in runtime.events { TargetChain.detach(event, from: producer) }
    }
}
