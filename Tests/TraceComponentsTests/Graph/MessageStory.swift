// SPDX-License-Identifier: Apache-2.0

import CTFReader
import TraceGraph
import TraceModel

/// Random messages of data streams, each in a legal order.
struct MessageStory {
    private var state: UInt64
    private var nextTag: UInt64 = 1

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func random(_ limit: UInt64) -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return (state >> 11) % limit
    }

    /// A trace whose clock counts nanoseconds from its origin.
    static func trace(
        uuid: UInt8? = 1,
        clock: ClockClass? = ClockClass(id: "c", origin: .unixEpoch),
        name: String? = nil
    ) throws -> MessageTrace {
        let metadata = TraceMetadata(
            uuid: uuid.flatMap { MetadataUUID(bytes: Array(repeating: $0, count: 16)) },
            clockClasses: clock.map { [$0] } ?? [],
            dataStreamClasses: [DataStreamClass(defaultClockClassID: clock?.id)],
            eventRecordClasses: [EventRecordClass(identity: Identity(name: "e"))]
        )
        return MessageTrace(compiled: try CompiledTrace(metadata), name: name)
    }

    static func stream(_ trace: MessageTrace, _ id: UInt64) -> MessageStream {
        MessageStream(trace: trace, streamClass: trace.compiled.streams[0], id: id, name: nil)
    }

    /// The messages of a data stream, many of them at the same times.
    mutating func messages(_ stream: MessageStream) -> [Message] {
        var time = Int64(random(20))
        var messages = [Message(.streamBeginning, stream: stream)]
        for _ in 0..<random(6) {
            messages.append(message(.packetBeginning, stream, time))
            for _ in 0..<random(8) {
                time += Int64(random(3))
                messages.append(message(.event, stream, time))
            }
            time += Int64(random(3))
            messages.append(message(.packetEnd, stream, time))
            if random(3) == 0 {
                let end = time + Int64(random(10))
                var loss = message(
                    random(2) == 0 ? .discardedEvents : .discardedPackets,
                    stream,
                    time
                )
                loss.endNanoseconds = end
                loss.endCycles = UInt64(end)
                loss.count = random(9) + 1
                messages.append(loss)
                time = end
            }
        }
        messages.append(Message(.streamEnd, stream: stream))
        return messages
    }

    /// A message with a tag of its own as its only value.
    private mutating func message(
        _ kind: Message.Kind,
        _ stream: MessageStream,
        _ time: Int64
    ) -> Message {
        var message = Message(kind, stream: stream)
        message.nanoseconds = time
        message.cycles = UInt64(time)
        message.fields = FieldRecord(items: [FieldItem(nextTag)])
        nextTag += 1
        return message
    }
}

/// Checks that messages are a legal story, and passes them on.
final class CheckingIterator: MessageIterator {
    private let upstream: any MessageIterator
    private var openPackets: [ObjectIdentifier: Bool] = [:]
    private var lastTime = Int64.min
    private(set) var problems: [String] = []

    init(_ upstream: any MessageIterator) { self.upstream = upstream }

    func next() throws(GraphError) -> Message? {
        guard let message = try upstream.next() else {
            if !openPackets.isEmpty { problems.append("a data stream has no end") }
            return nil
        }
        check(message)
        return message
    }

    private func check(_ message: Message) {
        if let time = message.nanoseconds {
            if time < lastTime { problems.append("\(message.kind) goes back to \(time)") }
            lastTime = max(time, lastTime)
        }
        guard let stream = message.stream else { return }
        let key = ObjectIdentifier(stream)
        let isOpen = openPackets[key]
        let isLegal: Bool
        switch message.kind {
        case .streamBeginning:
            isLegal = isOpen == nil
            openPackets[key] = false
        case .packetBeginning:
            isLegal = isOpen == false
            openPackets[key] = true
        case .event: isLegal = isOpen == true
        case .discardedEvents, .discardedPackets: isLegal = isOpen == false
        case .packetEnd:
            isLegal = isOpen == true
            openPackets[key] = false
        case .streamEnd:
            isLegal = isOpen == false
            openPackets[key] = nil
        case .inactivity: isLegal = true
        }
        if !isLegal { problems.append("\(message.kind) of \(stream.id) is not expected here") }
    }
}

extension Message {
    /// The tag of a random message; nil for one that was synthesized.
    var tag: UInt64? { fields?.items.first?.bits }
}
