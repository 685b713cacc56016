// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceGraph
internal import TraceModel

/// Gives the messages of one data stream.
final class CTFMessageIterator: MessageIterator {
    private let stream: MessageStream
    private let cursor: DataStreamCursor
    private let fields = FieldRecord()
    private let actor: String

    init(_ port: CTFSource.Port, windowBytes: Int, actor: String) {
        self.actor = actor
        stream = port.stream
        cursor = DataStreamCursor(port.data, windowBytes: windowBytes)
    }

    func next() throws(GraphError) -> Message? {
        // Without other references, the reader uses its window again.
        fields.removeAll()
        let kind: DataStreamCursor.Message?
        do throws(CTFError) {
            kind = try cursor.next()
        } catch {
            throw GraphError(actor: actor, error.description)
        }
        guard let kind else { return nil }
        var message = Message(Self.kind(kind), stream: stream)
        message.cycles = cursor.clock
        message.nanoseconds = cursor.nanoseconds
        switch kind {
        case .event:
            message.event = cursor.event
            if let record = cursor.record { fields.fill(cursor.batch, record) }
            message.fields = fields
            message.packetContext = cursor.packetContext
        case .packetBeginning:
            message.packetContext = cursor.packetContext
        case .discardedEvents, .discardedPackets:
            message.count = cursor.loss?.count
            message.cycles = cursor.loss?.beginClock
            message.nanoseconds = cursor.nanoseconds(cursor.loss?.beginClock)
            message.endCycles = cursor.loss?.endClock
            message.endNanoseconds = cursor.nanoseconds(cursor.loss?.endClock)
        case .streamBeginning, .packetEnd, .streamEnd: break
        }
        return message
    }

    var canSeekToBeginning: Bool { true }

    func seekToBeginning() throws(GraphError) {
        fields.removeAll()
        cursor.rewind()
    }

    private static func kind(_ kind: DataStreamCursor.Message) -> Message.Kind {
        switch kind {
        case .streamBeginning: .streamBeginning
        case .packetBeginning: .packetBeginning
        case .event: .event
        case .discardedEvents: .discardedEvents
        case .discardedPackets: .discardedPackets
        case .packetEnd: .packetEnd
        case .streamEnd: .streamEnd
        }
    }
}
