// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SystemCalls

/// Who may connect, and how those that may not are told.
extension ProgramServer {
    /// How many descriptors programs leave to the trace, whose files are opened when records come.
    private static let reservedDescriptors = 8
    /// How many connections are accepted in one turn.
    private static let acceptCount = 16

    /// Accepts those that wait, up to a number.
    func accept(_ turn: Int) {
        for _ in 0..<Self.acceptCount {
            do throws(SystemError) {
                let listener = listeners[-1 - turn]
                guard let socket = try MessageSocket.accept(from: listener.descriptor) else {
                    return
                }
                try take(socket)
            } catch {
                // Without a descriptor nobody could ever be accepted, and nobody would know.
                if error.errno == .tooManyFiles { turnAway(turn, error) }
                return
            }
        }
        // There may be more: the listener has another turn.
        turns.append(turn)
    }

    /// Serves a process that connected, if it may be.
    private func take(_ socket: consuming MessageSocket) throws(SystemError) {
        let peer = try socket.peer()
        let last = Process.descriptorLimit - Self.reservedDescriptors
        guard socket.descriptor.rawValue < last else {
            let reason = "the recording may open no more files for it; raise its ulimit -n"
            try? socket.send(ControllerMessage.refuse(reason: reason).encoded())
            happened.append(.refused(process: peer.process, reason: reason))
            return
        }
        guard Self.isOwn(peer) else {
            guard isOurs(peer.process) else { return }
            guard Process.user == 0 else {
                let reason = "it is user \(peer.user)'s, and only root records other users"
                try? socket.send(ControllerMessage.refuse(reason: reason).encoded())
                happened.append(.refused(process: peer.process, reason: reason))
                return
            }
            _ = try add(socket, peer)
            return
        }
        _ = try add(socket, peer)
    }

    static func isOwn(_ peer: Peer) -> Bool {
        peer.user == Process.user || peer.user == 0
    }

    /// Whether a process descends from this one, or from one that is connected.
    private func isOurs(_ process: Int32) -> Bool {
        var known = Set(connections.values.map(\.peer.process))
        known.insert(Process.id)
        var next = process
        for _ in 0..<64 where next > 1 {
            if known.contains(next) { return true }
            guard let parent = ProcessStart.parent(of: next) else { return false }
            next = parent
        }
        return false
    }

    /// Accepts a connection with the spare descriptor, says why it is of no use, and ends it.
    private func turnAway(_ turn: Int, _ error: SystemError) {
        spare = nil
        defer { spare = try? listeners[0].descriptor.duplicate() }
        let listener = listeners[-1 - turn]
        guard let socket = try? MessageSocket.accept(from: listener.descriptor),
            let peer = try? socket.peer()
        else { return }
        let reason = "the recording may open no more files (\(error)); raise its ulimit -n"
        try? socket.send(ControllerMessage.refuse(reason: reason).encoded())
        happened.append(.refused(process: peer.process, reason: reason))
        turns.append(turn)
    }
}
