// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol

extension RecordingSession {
    /// Answers a tool, which has nothing more to say.
    func answer(_ request: SnapshotRequest, on connection: ConnectionID) -> [Action] {
        let reason: String? =
            if !isMeant(request.process) {
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

    /// Answers a tool's request, or passes it on to the host.
    mutating func answer(_ request: ToolRequest, on connection: ConnectionID) -> [Action] {
        guard isMeant(request.process) else {
            let reason = "no process \(request.process) is recorded here"
            return [.send(.refuse(reason: reason), to: connection)]
        }
        guard case .change(let change) = request.errand else {
            return [.errand(request.errand, for: connection)]
        }
        do throws(RuleError) {
            return try self.change(change) + [.send(.report(text: ""), to: connection)]
        } catch {
            return [.send(.refuse(reason: error.description), to: connection)]
        }
    }

    private func isMeant(_ wanted: UInt32) -> Bool {
        wanted == 0 || wanted == process || programs.contains { $0.hello.process == wanted }
    }
}
