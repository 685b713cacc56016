// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import SystemCalls

/// The wait for room on the disk when nothing is recorded any more.
struct RestWait {
    /// How long, by the monotonic clock; 0 for no longer.
    var deadline: UInt64
    /// Whether it was told.
    var isSaid = false
}

extension Recorder {
    /// How long to wait before what is left is written again; nil where nothing is left.
    var restWaitMilliseconds: Int32? {
        guard case .writing? = ending else { return nil }
        return stall.map { milliseconds(until: $0.next) } ?? 0
    }

    /// Writes what is left when the programs have ended, if there is room.
    ///
    /// Where room is to be waited for, that is for a while, and until a signal says that nobody
    /// wants to wait.
    ///
    /// - Parameter wait: how long, and whether it was told.
    /// - Returns: whether there is nothing more to wait for.
    func writeRest(_ wait: RestWait) -> Bool {
        if let stall, now() < stall.next { return false }
        do throws(SystemError) {
            try folder?.flush()
            for channel in channels { try channel.finish() }
            endStall()
            return true
        } catch {
            guard waits(for: error), now() < wait.deadline else {
                stall = nil
                writeFailure = "\(error)"
                return true
            }
            if !wait.isSaid {
                let seconds = WriteStall.lastWaitNanoseconds / 1_000_000_000
                observer.observe(.restWaitsForRoom(error, seconds: seconds))
            }
            ending = .writing(RestWait(deadline: wait.deadline, isSaid: true))
            let now = self.now()
            let next = now + WriteStall.pauseNanoseconds
            stall = WriteStall(begin: stall?.begin ?? now, next: min(next, wait.deadline))
            nextTurn = 0
            return false
        }
    }
}
