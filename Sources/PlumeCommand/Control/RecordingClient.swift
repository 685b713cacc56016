// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding
internal import SessionHost
internal import SystemCalls
internal import ToolProtocol

/// Talks to recordings that run in other terminals.
enum RecordingClient {
    /// How long a recording may take to answer.
    private static let limitMilliseconds: Int32 = 60_000

    /// How the recording that is meant stands.
    static func status(
        of recording: RecordingReference?
    ) throws(CommandFailure) -> RecordingStatus {
        guard case .status(let status) = try reply(to: .status, of: recording) else {
            throw wrongAnswer
        }
        return status
    }

    /// How all recordings of this user stand.
    ///
    /// - Throws: that there is none.
    static func statuses() throws(CommandFailure) -> [RecordingStatus] {
        let request = ToolRequest(errand: .status)
        let found = sockets().compactMap { path -> RecordingStatus? in
            guard case .status(let status)? = ask(path, request) else { return nil }
            return status
        }
        guard !found.isEmpty else {
            throw CommandFailure(.cannotRecord, "no recording runs: start one with plume record")
        }
        return found
    }

    /// Changes which events the recording that is meant records.
    static func change(
        _ change: RuleChange,
        of recording: RecordingReference?
    ) throws(CommandFailure) {
        guard case .changed = try reply(to: .change(change), of: recording) else {
            throw wrongAnswer
        }
    }

    /// Has memory of the buffers given back; what became of it, for each channel.
    static func reclaimed(
        ofAge minimumAgeNanoseconds: UInt64,
        of recording: RecordingReference?
    ) throws(CommandFailure) -> [ReclaimedMemory] {
        let errand = ToolRequest.Errand.reclaim(minimumAgeNanoseconds: minimumAgeNanoseconds)
        guard case .reclaimed(let channels) = try reply(to: errand, of: recording) else {
            throw wrongAnswer
        }
        return channels
    }

    /// Has the programs tell their state; how many were asked.
    static func askedForState(
        of recording: RecordingReference?
    ) throws(CommandFailure) -> UInt32 {
        guard case .stateAsked(let count) = try reply(to: .dumpState, of: recording) else {
            throw wrongAnswer
        }
        return count
    }

    /// Has a snapshot written; 0 for any age, and for any size.
    static func snapshot(
        of recording: RecordingReference?,
        maximumAgeNanoseconds: UInt64,
        maximumBytes: UInt64
    ) throws(CommandFailure) -> SnapshotReport {
        let errand = ToolRequest.Errand.snapshot(
            maximumAgeNanoseconds: maximumAgeNanoseconds,
            maximumBytes: maximumBytes
        )
        let reply = try reply(to: errand, of: recording, hint: "plume record --overwrite")
        guard case .snapshot(let report) = reply else { throw wrongAnswer }
        return report
    }

    private static var wrongAnswer: CommandFailure {
        CommandFailure(.cannotRecord, "the recording gave a wrong answer")
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

    /// The reply of the first recording that knows the process, and does not refuse.
    private static func reply(
        to errand: ToolRequest.Errand,
        of recording: RecordingReference?,
        hint: String = "plume record"
    ) throws(CommandFailure) -> ToolReply {
        let recording = recording ?? .only
        let paths = try sockets(of: recording)
        if recording.process == 0 && paths.count > 1 {
            let processes = paths.map { Self.process(of: $0) }
            throw CommandFailure(
                .usage,
                "several recordings run: say the process or the name of one, "
                    + (processes + RecordingName.all()).joined(separator: " or ")
            )
        }
        let request = ToolRequest(process: recording.process, errand: errand)
        // The recording that is meant has more to say than those that do not know the process.
        var refusal: ToolRefusal?
        for path in paths {
            guard let reply = ask(path, request) else { continue }
            guard case .refused(let reason) = reply else { return reply }
            if refusal == nil || reason != .processUnknown(recording.process) { refusal = reason }
        }
        if let refusal { throw CommandFailure(refusal) }
        throw CommandFailure(.cannotRecord, "no recording runs: start one with \(hint)")
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
    private static func ask(_ path: String, _ request: ToolRequest) -> ToolReply? {
        guard let socket = try? MessageSocket.connect(to: path),
            (try? socket.send(request.encoded())) != nil
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
                return try? ToolReply(decoding: whole)
            }
        }
        return nil
    }
}
