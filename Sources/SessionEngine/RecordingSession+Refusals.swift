// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding
internal import ProgramProtocol

/// Programs that are not recorded, or not to their end: each is counted once and said.
extension RecordingSession {
    /// More are counted only.
    private static let maximumTexts = 1_000
    /// A hostile program may fail as often as it likes.
    private static let maximumFailures = 16

    /// The host cannot record a program that has introduced itself.
    ///
    /// - Parameters:
    ///   - connection: that of the program.
    ///   - reason: why.
    /// - Returns: what the host has to do.
    public mutating func refuse(_ connection: ConnectionID, reason: String) -> [Action] {
        guard traced[connection] != nil else { return [] }
        return lose(connection, reason) + [.send(.refuse(reason: reason), to: connection)]
    }

    /// The host cannot serve a process at all.
    ///
    /// - Parameters:
    ///   - process: its id.
    ///   - reason: why.
    /// - Returns: what the host has to do.
    public mutating func refuse(process: UInt32, reason: String) -> [Action] {
        note(refusal: "process \(process) runs untraced: \(reason)", isNew: true)
    }

    /// The host has to end a connection.
    ///
    /// - Parameters:
    ///   - connection: which.
    ///   - reason: why.
    /// - Returns: what the host has to do.
    public mutating func breakOff(
        _ connection: ConnectionID,
        because reason: String
    ) -> [Action] {
        defer { refuse(connection) }
        guard var program = traced[connection] else {
            return [.warn("a program was disconnected: \(reason)"), .close(connection)]
        }
        let text = "\(program.hello.name) was disconnected and is not recorded any more: \(reason)"
        let actions = note(refusal: text, isNew: program.failureCount == 0)
        // That it can say nothing more is said already.
        program.failureCount += 1
        return end(program) + actions + [.close(connection)]
    }

    /// A program says that it cannot record.
    mutating func lose(_ connection: ConnectionID, _ reason: String) -> [Action] {
        guard let program = traced[connection] else { return [] }
        // It may say so at length, and with bytes that steer a terminal.
        let words = reason.unicodeScalars.prefix(200).filter { $0.value >= 32 && $0.value != 127 }
        let text =
            "\(program.hello.name) runs untraced: \(String(String.UnicodeScalarView(words)))"
        guard refusals.last != text, program.failureCount < Self.maximumFailures else { return [] }
        traced[connection]?.failureCount += 1
        return note(refusal: text, isNew: program.failureCount == 0)
    }

    /// A program leaves an event out.
    mutating func leaveOut(
        _ name: String,
        _ descriptionBytes: UInt64,
        on connection: ConnectionID
    ) -> [Action] {
        leftOutCount += 1
        guard leftOutCount <= Self.maximumTexts, let hello = traced[connection]?.hello else {
            return []
        }
        let words = name.unicodeScalars.prefix(200).filter { $0.value >= 32 && $0.value != 127 }
        return [
            .warn(
                "the event \(String(String.UnicodeScalarView(words))) of \(hello.name) is not"
                    + " recorded: its description has \(descriptionBytes) bytes, the longest that"
                    + " can be told has \(MessageParts.maximumMessageBytes); describe less"
            )
        ]
    }

    mutating func note(refusal text: String, isNew: Bool) -> [Action] {
        if isNew { refusedCount += 1 }
        guard refusals.count < Self.maximumTexts else { return [] }
        refusals.append(text)
        return [.warn(text)]
    }
}
