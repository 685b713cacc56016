// SPDX-License-Identifier: Apache-2.0

/// What the runtime in a program tells a controller.
public enum ProgramMessage: Hashable, Sendable {
    /// The first message of a connection, whichever side connected.
    case hello(ProgramHello)
    /// An event of the program: its number on this connection and its record
    /// (docs/abi/elf-section-record.md).
    case event(index: UInt32, record: [UInt8])
    /// All events up to here are known; the controller answers with `done` after its orders.
    case ready(sequence: UInt32)
    /// Write what the rings hold as a trace: from a program, or as the first message of a tool,
    /// which is answered with a report. A tool may ask for the recording of one process.
    case snapshot(SnapshotRequest)
    /// The program cannot record into a channel, and why.
    case failed(channel: UInt32, reason: String)
    /// What a tool wants, as its first message; it is answered with a report or a refusal.
    case tool(ToolRequest)
    /// Something that the program describes and of which nothing can be recorded.
    case unrecordable(UnrecordableEvent)

    /// The bytes of the message.
    public func encoded() -> [UInt8] {
        switch self {
        case .hello(let hello):
            var encoder = MessageEncoder(kind: 1)
            encoder.put(hello.protocolVersion)
            encoder.put(hello.ringLayoutVersion)
            encoder.put(hello.process)
            encoder.put(UInt32(hello.hasRestartableSequences ? 1 : 0))
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
            encoder.put(request.process)
            encoder.put(request.maximumAgeNanoseconds)
            encoder.put(request.maximumBytes)
            return encoder.bytes
        case .failed(let channel, let reason):
            var encoder = MessageEncoder(kind: 5)
            encoder.put(channel)
            encoder.putRest(reason.utf8)
            return encoder.bytes
        case .tool(let request):
            var encoder = MessageEncoder(kind: 6)
            request.encode(into: &encoder)
            return encoder.bytes
        case .unrecordable(let event):
            var encoder = MessageEncoder(kind: 12)
            event.encode(into: &encoder)
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
            self = .hello(
                ProgramHello(
                    protocolVersion: try decoder.take(),
                    ringLayoutVersion: try decoder.take(),
                    process: try decoder.take(),
                    hasRestartableSequences: try decoder.take(UInt32.self) & 1 != 0,
                    program: String(decoding: decoder.takeRest(), as: UTF8.self)
                )
            )
        case 2:
            self = .event(index: try decoder.take(), record: decoder.takeRest())
        case 3:
            self = .ready(sequence: try decoder.take())
        case 4:
            self = .snapshot(
                SnapshotRequest(
                    process: try decoder.take(),
                    maximumAgeNanoseconds: try decoder.take(),
                    maximumBytes: try decoder.take()
                )
            )
        case 5:
            self = .failed(
                channel: try decoder.take(),
                reason: String(decoding: decoder.takeRest(), as: UTF8.self)
            )
        case 6:
            self = .tool(try ToolRequest(from: &decoder))
        case 12:
            self = .unrecordable(try UnrecordableEvent(from: &decoder))
        default:
            throw MessageError("kind \(kind) of a program's message is not known")
        }
        try decoder.end()
    }
}

/// How a program introduces itself.
public struct ProgramHello: Hashable, Sendable {
    /// ``ProtocolVersion/current`` of the program.
    public let protocolVersion: UInt32
    /// The version of the ring buffer's layout that the program writes.
    public let ringLayoutVersion: UInt32
    /// Its process id in its own namespace.
    public let process: UInt32
    /// Whether its C library registered restartable sequences.
    public let hasRestartableSequences: Bool
    /// The path of its executable.
    public let program: String

    /// Introduces a program.
    public init(
        protocolVersion: UInt32 = ProtocolVersion.current,
        ringLayoutVersion: UInt32,
        process: UInt32,
        hasRestartableSequences: Bool,
        program: String
    ) {
        self.protocolVersion = protocolVersion
        self.ringLayoutVersion = ringLayoutVersion
        self.process = process
        self.hasRestartableSequences = hasRestartableSequences
        self.program = program
    }
}
