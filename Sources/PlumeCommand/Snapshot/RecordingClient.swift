// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import SystemCalls

/// Talks to recordings that run in other terminals.
enum RecordingClient {
    /// How long a recording may take to answer.
    private static let limitMilliseconds: Int32 = 60_000

    /// Asks the recording that is meant for a snapshot.
    static func snapshot(_ request: SnapshotRequest) throws(CommandFailure) -> SnapshotReport {
        let paths = sockets()
        if request.process == 0 && paths.count > 1 {
            let processes = paths.map { path in
                path.split(separator: "/").last?.filter(\.isNumber) ?? ""
            }
            throw CommandFailure(
                .usage,
                "several recordings run: name the process of one, for example plume snapshot"
                    + " \(processes.joined(separator: " or "))"
            )
        }
        var refusal: String?
        for path in paths {
            guard let answer = ask(path, request) else { continue }
            switch answer {
            case .snapshot(let report): return report
            case .refuse(let reason): refusal = reason
            default: continue
            }
        }
        throw CommandFailure(
            .cannotRecord,
            refusal ?? "no recording runs: start one with plume record --overwrite"
        )
    }

    /// The sockets of the recordings that run.
    private static func sockets() -> [String] {
        let directory = RuntimeDirectory.path()
        let names = (try? Directory.entries(of: directory)) ?? []
        return names.filter { name in
            guard name.hasPrefix("record-"), name.hasSuffix(".socket") else { return false }
            return Directory.kind(of: "/proc/\(name.filter(\.isNumber))") != nil
        }
        .sorted().map { "\(directory)/\($0)" }
    }

    /// The answer of one recording; nil when it gives none.
    private static func ask(_ path: String, _ request: SnapshotRequest) -> ControllerMessage? {
        guard let socket = try? MessageSocket.connect(to: path),
            (try? socket.send(ProgramMessage.snapshot(request).encoded())) != nil
        else { return nil }
        let deadline = Clock.monotonicNanoseconds() + UInt64(limitMilliseconds) * 1_000_000
        while Clock.monotonicNanoseconds() < deadline {
            _ = Poll.readable([socket.descriptor.rawValue], limitMilliseconds: limitMilliseconds)
            guard let received = try? socket.receive() else { return nil }
            switch received {
            case .nothing: continue
            case .closed: return nil
            case .message(let bytes, _): return try? ControllerMessage(decoding: bytes)
            }
        }
        return nil
    }
}
