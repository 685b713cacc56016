// SPDX-License-Identifier: Apache-2.0

public import MessageCoding

/// What the runtime in a program tells a controller.
public enum ProgramMessage: Hashable, Sendable {
    /// The first message of a connection, whichever side connected.
    case hello(ProgramHello)
    /// An event of the program: its number on this connection and its record
    /// (docs/abi/elf-section-record.md).
    case event(index: UInt32, record: [UInt8])
    /// All events up to here are known; the controller answers with `done` after its orders.
    case ready(sequence: UInt32)
    /// Write what the rings hold as a trace; the program gets no answer.
    case snapshot(SnapshotRequest)
    /// The program cannot record into a channel, and why.
    case failed(channel: UInt32, reason: String)
    /// Something that the program describes and of which nothing can be recorded.
    case unrecordable(UnrecordableEvent)
    /// What the program emitted before it had its orders; in place of what it said of that before.
    case untraced(UntracedReport)
    /// An event that is left out because its description is too long to be told.
    case leftOut(event: UInt32, descriptionBytes: UInt64, name: String)
    /// The program's state was told, for the controller's request with this sequence number.
    case stateTold(sequence: UInt32)

    /// Bytes of an ``event(index:record:)`` before the record.
    public static let eventHeaderBytes = 5

    /// The bytes of the message.
    public func encoded() -> [UInt8] {
        switch self {
        case .hello(let hello):
            var encoder = MessageEncoder(kind: 1)
            encoder.put(hello.protocolVersion)
            encoder.put(hello.ringLayoutVersion)
            encoder.put(hello.process)
            let flags: UInt32 =
                (hello.hasRestartableSequences ? 1 : 0) | (hello.isRecordedAlready ? 2 : 0)
            encoder.put(flags)
            encoder.put(text: hello.name)
            encoder.putRest(hello.program.utf8)
            return encoder.bytes
        case .event(let index, let record):
            var encoder = MessageEncoder(kind: 2)
            encoder.put(index)
            encoder.putRest(record)
            return encoder.bytes
        case .ready(let sequence):
            var encoder = MessageEncoder(kind: 3)
            encoder.put(sequence)
            return encoder.bytes
        case .snapshot(let request):
            var encoder = MessageEncoder(kind: 4)
            // The place of a number that tools once sent.
            encoder.put(0 as UInt32)
            encoder.put(request.maximumAgeNanoseconds)
            encoder.put(request.maximumBytes)
            return encoder.bytes
        case .failed(let channel, let reason):
            var encoder = MessageEncoder(kind: 5)
            encoder.put(channel)
            encoder.putRest(reason.utf8)
            return encoder.bytes
        case .unrecordable(let event):
            var encoder = MessageEncoder(kind: 12)
            event.encode(into: &encoder)
            return encoder.bytes
        case .untraced(let report):
            var encoder = MessageEncoder(kind: 7)
            report.encode(into: &encoder)
            return encoder.bytes
        case .leftOut(let event, let descriptionBytes, let name):
            var encoder = MessageEncoder(kind: 8)
            encoder.put(event)
            encoder.put(descriptionBytes)
            encoder.putRest(name.utf8)
            return encoder.bytes
        case .stateTold(let sequence):
            var encoder = MessageEncoder(kind: 13)
            encoder.put(sequence)
            return encoder.bytes
        }
    }

    /// Reads a message.
    ///
    /// - Throws: what is wrong with the bytes; the connection should then be closed.
    public init(decoding bytes: [UInt8]) throws(MessageError) {
        var decoder = MessageDecoder(bytes)
        let kind = try decoder.take(UInt8.self)
        switch kind {
        case 1:
            self = .hello(try ProgramHello(from: &decoder))
        case 2:
            self = .event(index: try decoder.take(), record: decoder.takeRest())
        case 3:
            self = .ready(sequence: try decoder.take())
        case 4:
            _ = try decoder.take(UInt32.self)
            self = .snapshot(
                SnapshotRequest(
                    maximumAgeNanoseconds: try decoder.take(),
                    maximumBytes: try decoder.take()
                )
            )
        case 5:
            self = .failed(
                channel: try decoder.take(),
                reason: String(decoding: decoder.takeRest(), as: UTF8.self)
            )
        case 12:
            self = .unrecordable(try UnrecordableEvent(from: &decoder))
        case 7:
            self = .untraced(try UntracedReport(from: &decoder))
        case 8:
            self = .leftOut(
                event: try decoder.take(),
                descriptionBytes: try decoder.take(),
                name: String(decoding: decoder.takeRest(), as: UTF8.self)
            )
        case 13:
            self = .stateTold(sequence: try decoder.take())
        default:
            throw MessageError("kind \(kind) of a program's message is not known")
        }
        try decoder.end()
    }
}
