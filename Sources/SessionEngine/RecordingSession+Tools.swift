// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import ToolProtocol

extension RecordingSession {
    /// Answers a tool's request, or passes it on to the host.
    mutating func answer(
        _ request: ToolRequest,
        on connection: ConnectionID
    ) throws(ToolRefusal) -> [Action] {
        guard isMeant(request.process) else { throw .processUnknown(request.process) }
        switch request.errand {
        case .change(let change):
            return try self.change(change) + [.reply(.changed, to: connection)]
        case .snapshot(let maximumAge, let maximumBytes):
            let hasSnapshots = channels.contains { $0.offer.lossMode != 0 }
            guard hasSnapshots else { throw .hasNoSnapshots }
            guard isActive else { throw .hasEnded }
            let snapshot = SnapshotRequest(
                maximumAgeNanoseconds: maximumAge,
                maximumBytes: maximumBytes
            )
            return [.snapshot(snapshot, for: connection)]
        case .status, .reclaim, .dumpState:
            return [.errand(request.errand, for: connection)]
        }
    }

    private func isMeant(_ wanted: UInt32) -> Bool {
        wanted == 0 || wanted == process || programs.contains { $0.hello.process == wanted }
    }
}
