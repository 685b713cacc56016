// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import SystemCalls

/// Talks to recordings that run in other terminals.
enum RecordingClient {
    /// How long a recording may take to answer.
    private static let limitMilliseconds: Int32 = 60_000

    /// Asks the recording that is meant for a snapshot.
    static func snapshot(_ request: SnapshotRequest) throws(CommandFailure) -> SnapshotReport {
        guard
            case .snapshot(let report) = try answer(
                to: .snapshot(request),
                about: request.process,
                hint: "plume record --overwrite"
            )
        else { throw CommandFailure(.cannotRecord, "the recording gave a wrong answer") }
        return report
    }

    /// Sends a request to the recording that is meant.
    ///
    /// - Parameter request: what is wanted.
    /// - Returns: what the recording says for the person.
    /// - Throws: why it was not done.
    static func report(_ request: ToolRequest) throws(CommandFailure) -> String {
        guard
            case .report(let text) = try answer(
                to: .tool(request),
                about: request.process,
                hint: "plume record"
            )
        else { throw CommandFailure(.cannotRecord, "the recording gave a wrong answer") }
        return text
    }

    /// The answer of the first recording that knows the process.
    private static func answer(
        to message: ProgramMessage,
        about process: UInt32,
        hint: String
    ) throws(CommandFailure) -> ControllerMessage {
        let paths = sockets()
        if process == 0 && paths.count > 1 {
            let processes = paths.map { path in
                path.split(separator: "/").last?.filter(\.isNumber) ?? ""
            }
            throw CommandFailure(
                .usage,
                "several recordings run: name the process of one, "
                    + processes.joined(separator: " or ")
            )
        }
        // The recording that is meant has more to say than those that do not know the process.
        let unknown = "no process \(process) is recorded here"
        var refusal: String?
        for path in paths {
            guard let answer = ask(path, message) else { continue }
            guard case .refuse(let reason) = answer else { return answer }
            if refusal == nil || reason != unknown { refusal = reason }
        }
        throw CommandFailure(
            .cannotRecord,
            refusal ?? "no recording runs: start one with \(hint)"
        )
    }

    /// The sockets of the recordings that run.
    private static func sockets() -> [String] {
        RuntimeDirectory.existing().flatMap { directory in
            ((try? Directory.entries(of: directory)) ?? []).filter { name in
                guard name.hasPrefix("record-"), name.hasSuffix(".socket") else { return false }
                return Directory.kind(of: "/proc/\(name.filter(\.isNumber))") != nil
            }
            .sorted().map { "\(directory)/\($0)" }
        }
    }

    /// The answer of one recording; nil when it gives none.
    private static func ask(_ path: String, _ message: ProgramMessage) -> ControllerMessage? {
        guard let socket = try? MessageSocket.connect(to: path),
            (try? socket.send(message.encoded())) != nil
        else { return nil }
        var assembler = MessageAssembler()
        let deadline = Clock.monotonicNanoseconds() + UInt64(limitMilliseconds) * 1_000_000
        while Clock.monotonicNanoseconds() < deadline {
            _ = Poll.readable([socket.descriptor.rawValue], limitMilliseconds: limitMilliseconds)
            guard let received = try? socket.receive() else { return nil }
            switch received {
            case .nothing: continue
            case .closed: return nil
            case .message(let packet, _):
                guard let whole = try? assembler.take(packet) else { continue }
                return try? ControllerMessage(decoding: whole)
            }
        }
        return nil
    }
}
