// SPDX-License-Identifier: Apache-2.0

package import SystemCalls

/// Something that happens while a host records, and that somebody should know.
package enum HostNotice: Sendable {
    /// A folder that sockets could be in is not used, and why.
    case folderRefused(String)
    /// The program has events and cannot be given the library that it needs.
    case libraryMissing(String)
    /// The recording has begun.
    case began(RecordingSubject, path: String)
    /// Programs record no more, and everything is about to be written.
    case ended
    /// What the session says of programs and their events.
    case session(String)
    /// What was found in buffers that should not be there.
    case buffers(String)
    /// There is no room for more definitions beside the buffers, this event's being the first.
    case definitionsFull(event: String)
    /// A program asked for a snapshot again too soon; such requests are counted from now on.
    case snapshotTurnedAway(intervalNanoseconds: UInt64)
    /// A snapshot that no tool asked for is not complete.
    case snapshotIncomplete(String)
    /// An old snapshot had to make room and cannot be removed.
    case snapshotNotRemoved(SystemError)
    /// A process did not tell its state in time, so that a snapshot may lack it.
    case stateNotTold(process: UInt32, program: String)
    /// The disk is full, and recording waits for room.
    case waitsForRoom(SystemError)
    /// The disk is full, and the rest of the events waits for room, for so many seconds.
    case restWaitsForRoom(SystemError, seconds: UInt64)
    /// There is room again after so many seconds.
    case roomAgain(seconds: Double)
    /// Recording stopped for good, and why; the programs go on.
    case stopped(String)
    /// What did not reach the trace stays in the files of the buffers.
    case buffersKept(path: String)
}

/// How a recording stands, in as few numbers as fit a line.
package struct RecordingProgress: Hashable, Sendable {
    /// Whether a trace is written while the programs run.
    package let writesTrace: Bool
    /// The programs so far.
    package let programCount: Int
    /// The events in the trace so far.
    package let recordedCount: UInt64
    /// The events that found no room so far.
    package let discardedCount: UInt64
}

/// Is told what happens in a host: a tool prints it, a daemon keeps it.
package protocol HostObserver: AnyObject {
    /// Something happened.
    func observe(_ notice: HostNotice)

    /// How many milliseconds may pass before progress is looked at again; nil for any number.
    var progressMilliseconds: Int32? { get }

    /// Each time the host has looked at its buffers.
    ///
    /// - Parameter progress: counts, which costs a little.
    func observe(progress: () -> RecordingProgress)
}
