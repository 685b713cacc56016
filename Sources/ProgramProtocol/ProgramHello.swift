// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

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
    /// Whether it records already, into what its parent was offered.
    public let isRecordedAlready: Bool
    /// What it was called by, without folders.
    public let name: String
    /// The path of its executable.
    public let program: String

    /// Introduces a program.
    public init(
        protocolVersion: UInt32 = ProtocolVersion.current,
        ringLayoutVersion: UInt32,
        process: UInt32,
        hasRestartableSequences: Bool,
        isRecordedAlready: Bool = false,
        name: String = "",
        program: String
    ) {
        self.protocolVersion = protocolVersion
        self.ringLayoutVersion = ringLayoutVersion
        self.process = process
        self.hasRestartableSequences = hasRestartableSequences
        self.isRecordedAlready = isRecordedAlready
        self.name = name
        self.program = program
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        protocolVersion = try decoder.take()
        ringLayoutVersion = try decoder.take()
        process = try decoder.take()
        let flags = try decoder.take(UInt32.self)
        hasRestartableSequences = flags & 1 != 0
        isRecordedAlready = flags & 2 != 0
        name = try decoder.takeText()
        program = String(decoding: decoder.takeRest(), as: UTF8.self)
    }
}
