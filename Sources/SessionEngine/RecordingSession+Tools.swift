// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol

extension RecordingSession {
    /// Answers a tool, which has nothing more to say.
    func answer(_ request: SnapshotRequest, on connection: ConnectionID) -> [Action] {
        let isMeant =
            request.process == 0 || request.process == process
            || programs.contains { $0.hello.process == request.process }
        let reason: String? =
            if !isMeant {
                "no process \(request.process) is recorded here"
            } else if !channels.contains(where: { $0.offer.lossMode != 0 }) {
                "this recording writes everything to its trace: only one that was started with"
                    + " --overwrite has snapshots"
            } else if !isActive {
                "the recording has ended"
            } else {
                nil
            }
        guard let reason else { return [.snapshot(request, for: connection)] }
        return [.send(.refuse(reason: reason), to: connection)]
    }
}
