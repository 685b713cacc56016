// SPDX-License-Identifier: Apache-2.0

public import MessageCoding

/// What a controller tells the runtime in a program.
public enum ControllerMessage: Hashable, Sendable {
    /// A channel to record into; the descriptor of its memory comes with the message.
    case channel(ChannelOffer)
    /// A filter that ``enable(_:)`` refers to by its number, as docs/abi/filter-program.md has it.
    case filter(number: UInt32, program: [UInt8])
    /// Record an event into a channel, in place of what was ordered for both before.
    case enable(RecordingOrder)
    /// Stop recording an event into a channel.
    case disable(event: UInt32, channel: UInt32)
    /// Everything that `ready` with this sequence number called for has been said.
    case done(sequence: UInt32)
    /// Stop recording into a channel.
    case stop(channel: UInt32)
    /// The controller will not trace this program, and why.
    case refuse(reason: String)
    /// Tell the state of all parts of the program as events, and answer that it was told with
    /// this sequence number unless it is 0.
    case dumpState(sequence: UInt32)
    /// Where children of the program find the controller, which connected to the program itself.
    case address(path: String)

    /// The bytes of the message.
    public func encoded() -> [UInt8] {
        var encoder: MessageEncoder
        switch self {
        case .channel(let offer):
            encoder = MessageEncoder(kind: 1)
            offer.encode(into: &encoder)
        case .enable(let order):
            encoder = MessageEncoder(kind: 2)
            encoder.put(order.event)
            encoder.put(order.channel)
            encoder.put(order.id)
            for filter in order.filters { encoder.put(filter) }
        case .done(let sequence):
            encoder = MessageEncoder(kind: 3)
            encoder.put(sequence)
        case .stop(let channel):
            encoder = MessageEncoder(kind: 4)
            encoder.put(channel)
        case .refuse(let reason):
            encoder = MessageEncoder(kind: 5)
            encoder.putRest(reason.utf8)
        case .filter(let number, let program):
            encoder = MessageEncoder(kind: 7)
            encoder.put(number)
            encoder.putRest(program)
        case .disable(let event, let channel):
            encoder = MessageEncoder(kind: 8)
            encoder.put(event)
            encoder.put(channel)
        case .dumpState(let sequence):
            encoder = MessageEncoder(kind: 10)
            encoder.put(sequence)
        case .address(let path):
            encoder = MessageEncoder(kind: 11)
            encoder.putRest(path.utf8)
        }
        return encoder.bytes
    }

    /// Reads a message.
    ///
    /// - Throws: what is wrong with the bytes; the connection should then be closed.
    public init(decoding bytes: [UInt8]) throws(MessageError) {
        var decoder = MessageDecoder(bytes)
        let kind = try decoder.take(UInt8.self)
        switch kind {
        case 1:
            self = .channel(try ChannelOffer(from: &decoder))
        case 2:
            self = .enable(
                RecordingOrder(
                    event: try decoder.take(),
                    channel: try decoder.take(),
                    id: try decoder.take(),
                    filters: try decoder.takeWords()
                )
            )
        case 3:
            self = .done(sequence: try decoder.take())
        case 4:
            self = .stop(channel: try decoder.take())
        case 5:
            self = .refuse(reason: String(decoding: decoder.takeRest(), as: UTF8.self))
        case 7:
            self = .filter(number: try decoder.take(), program: decoder.takeRest())
        case 8:
            self = .disable(event: try decoder.take(), channel: try decoder.take())
        case 10:
            self = .dumpState(sequence: try decoder.take())
        case 11:
            self = .address(path: String(decoding: decoder.takeRest(), as: UTF8.self))
        default:
            throw MessageError("kind \(kind) of a controller's message is not known")
        }
        try decoder.end()
    }
}
