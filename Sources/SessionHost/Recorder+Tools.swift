// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import RecordingPlan
internal import SessionEngine
internal import SystemCalls
internal import ToolProtocol

extension Recorder {
    /// Does what a tool in another terminal wants, and tells it.
    func carryOut(_ errand: ToolRequest.Errand, for connection: Int) {
        let reply: ToolReply
        switch errand {
        case .status:
            reply = .status(status())
        case .reclaim(let age):
            reply = .reclaimed(reclaim(idleFor: age))
        case .dumpState:
            let traced = session.tracedConnections
            for program in traced {
                programs.send(ControllerMessage.dumpState(sequence: 0), to: program)
            }
            reply = .stateAsked(programCount: UInt32(clamping: traced.count))
        case .change, .snapshot:
            // The session does these itself.
            return
        }
        programs.send(reply, to: connection)
    }

    /// Gives memory back; what came of it.
    private func reclaim(idleFor age: UInt64) -> [ReclaimedMemory] {
        channels.map { channel in
            let name = channel.plan.name
            guard channel.canReclaim else {
                return .none(channel: name, overwrites: channel.overwrites)
            }
            let before = channel.currentBytes
            channel.reclaim(idleFor: age)
            let after = channel.currentBytes
            return .some(
                channel: name,
                reclaimedBytes: UInt64(max(0, before - after)),
                heldBytes: UInt64(after)
            )
        }
    }
}
