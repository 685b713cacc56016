// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls

/// What a recording is of.
package enum RecordingSubject: Hashable, Sendable {
    /// A program that it starts: the name and the arguments.
    case command([String])
    /// Processes that run already, and for how long.
    case processes([Int32], limitNanoseconds: UInt64?)
    /// Programs that connect by themselves, and for how long.
    case connecting(limitNanoseconds: UInt64?)
}

/// What a recording waits for.
enum RecordingEnd {
    /// The end of the program that it started.
    case child(ChildProcess)
    /// The ends of the processes behind these connections, a signal, or a time by the monotonic
    /// clock.
    case attached(connections: Set<Int>, first: Int32, deadline: UInt64?)
    /// A signal, the host, or a time by the monotonic clock.
    case open(deadline: UInt64?)

    /// The process that the trace is named after.
    var process: Int32 {
        switch self {
        case .child(let child): child.id
        case .attached(_, let first, _): first
        case .open: Process.id
        }
    }

    /// The program and its arguments.
    func arguments(_ subject: RecordingSubject) -> [String] {
        switch subject {
        case .command(let arguments): return arguments
        case .connecting: return []
        case .processes: break
        }
        let bytes = (try? FileReader.pseudoFileBytes("/proc/\(process)/cmdline")) ?? []
        return bytes.split(separator: 0).map { ByteText.text($0) }
    }

    /// Notes that a connection has ended.
    mutating func forget(_ connection: Int) {
        guard case .attached(var connections, let first, let deadline) = self else { return }
        connections.remove(connection)
        self = .attached(connections: connections, first: first, deadline: deadline)
    }

    private var deadline: UInt64? {
        switch self {
        case .child: nil
        case .attached(_, _, let deadline), .open(let deadline): deadline
        }
    }

    /// The longest time to sleep before looking again; nil for any.
    func limitMilliseconds(at now: UInt64) -> Int32? {
        guard let deadline else { return nil }
        return Int32(clamping: deadline > now ? (deadline - now) / 1_000_000 + 1 : 0)
    }

    /// How it ended; nil while it goes on.
    func status(at now: UInt64) -> ChildProcess.Status? {
        let isLate = deadline.map { now >= $0 } ?? false
        return switch self {
        case .child(let child): child.poll()
        case .attached(let connections, _, _): connections.isEmpty || isLate ? .exited(0) : nil
        case .open: isLate ? .exited(0) : nil
        }
    }
}
