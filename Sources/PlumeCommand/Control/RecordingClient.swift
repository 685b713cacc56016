// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import SessionHost
internal import SystemCalls

/// Talks to recordings that run in other terminals.
enum RecordingClient {
    /// How long a recording may take to answer.
    private static let limitMilliseconds: Int32 = 60_000

    /// Asks the recording that is meant for a snapshot.
    static func snapshot(
        _ request: SnapshotRequest,
        of recording: RecordingReference
    ) throws(CommandFailure) -> SnapshotReport {
        guard
            case .snapshot(let report) = try answer(
                to: .snapshot(request),
                about: recording,
                hint: "plume record --overwrite"
            )
        else { throw CommandFailure(.cannotRecord, "the recording gave a wrong answer") }
        return report
    }

    /// Sends a request to the recording that is meant.
    ///
    /// - Parameters:
    ///   - errand: what is wanted.
    ///   - recording: which recording is meant.
    /// - Returns: what the recording says for the person.
    /// - Throws: why it was not done.
    static func report(
        _ errand: ToolRequest.Errand,
        of recording: RecordingReference?
    ) throws(CommandFailure) -> String {
        let recording = recording ?? .only
        guard
            case .report(let text) = try answer(
                to: .tool(ToolRequest(process: recording.process, errand: errand)),
                about: recording,
                hint: "plume record"
            )
        else { throw CommandFailure(.cannotRecord, "the recording gave a wrong answer") }
        return text
    }

    /// Sends a request to all recordings of this user.
    ///
    /// - Parameter errand: what is wanted.
    /// - Returns: what each says for the person.
    /// - Throws: that there is none.
    static func reports(_ errand: ToolRequest.Errand) throws(CommandFailure) -> [String] {
        let reports = sockets().compactMap { path -> String? in
            guard case .report(let text)? = ask(path, .tool(ToolRequest(errand: errand))) else {
                return nil
            }
            return text
        }
        guard !reports.isEmpty else {
            throw CommandFailure(.cannotRecord, "no recording runs: start one with plume record")
        }
        return reports
    }

    /// The recordings that may be meant.
    private static func sockets(
        of recording: RecordingReference
    ) throws(CommandFailure) -> [String] {
        guard let name = recording.name else { return sockets() }
        if let path = RecordingName.socket(of: name) { return [path] }
        let names = RecordingName.all()
        let hint =
            names.isEmpty
            ? "none has a name; plume status shows those that run"
            : "there are \(names.joined(separator: ", "))"
        throw CommandFailure(.cannotRecord, "no recording has the name \(name): \(hint)")
    }

    /// The answer of the first recording that knows the process.
    private static func answer(
        to message: ProgramMessage,
        about recording: RecordingReference,
        hint: String
    ) throws(CommandFailure) -> ControllerMessage {
        let process = recording.process
        let paths = try sockets(of: recording)
        if process == 0 && paths.count > 1 {
            let processes = paths.map { Self.process(of: $0) }
            throw CommandFailure(
                .usage,
                "several recordings run: say the process or the name of one, "
                    + (processes + RecordingName.all()).joined(separator: " or ")
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

    /// The processes of the recordings that run.
    static func controllers() -> [String] {
        sockets().map { process(of: $0) }
    }

    /// The process that has a socket.
    private static func process(of path: String) -> String {
        RecordingSocket.process(of: path.split(separator: "/").last.map(String.init) ?? "")
    }

    /// The sockets of the recordings that run.
    private static func sockets() -> [String] {
        RuntimeDirectory.existing().flatMap { directory in
            ((try? Directory.entries(of: directory)) ?? []).filter { name in
                guard RecordingSocket.isOne(name) else { return false }
                return Directory.kind(of: "/proc/\(RecordingSocket.process(of: name))") != nil
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
