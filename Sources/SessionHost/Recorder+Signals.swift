// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SessionEngine
internal import SystemCalls

extension Recorder {
    /// Does what a signal calls for.
    func take(_ received: SignalQueue.Received) {
        guard received.signal != .child else { return }
        guard ending == nil else { return endWait(for: received.signal) }
        nextTurn = 0
        if received.signal == settings.snapshotSignal {
            return answer(SnapshotRequest(), by: .person, for: nil)
        }
        // Processes that were attached to go on when the recording ends.
        guard case .child(let child)? = end else { return stop() }
        pass(received, to: child)
    }

    /// Lets the recording end with the next turn, whatever it waits for; programs go on.
    func stop() { outcome = outcome ?? .exited(0) }

    private func pass(_ received: SignalQueue.Received, to child: ChildProcess) {
        if received.signal == .interrupt { interruptCount += 1 }
        if interruptCount > 1 {
            child.send(.kill)
        } else if !received.isFromTerminal {
            child.send(received.signal)
        }
    }

    /// A signal while the recording ends: nobody wants to wait for room on the disk.
    private func endWait(for signal: Signal) {
        guard [.interrupt, .terminate, .hangUp, .quit].contains(signal),
            case .writing(var wait)? = ending
        else { return }
        wait.deadline = 0
        ending = .writing(wait)
        stall?.next = 0
        nextTurn = 0
    }
}
