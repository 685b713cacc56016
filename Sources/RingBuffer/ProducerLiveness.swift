// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Tells whether a thread that was writing a record still exists.
///
/// The numbers are those of the thread's own process id namespace, which need not be the reader's.
public struct ProducerLiveness: Sendable {
    private let answer: @Sendable (_ process: UInt32, _ thread: UInt32) -> Bool

    /// Asks a closure; it must say true where it does not know.
    public init(_ answer: @escaping @Sendable (_ process: UInt32, _ thread: UInt32) -> Bool) {
        self.answer = answer
    }

    /// Looks through `/proc`.
    ///
    /// A thread is alive if any process that can be seen has its numbers in its innermost
    /// namespace. About 0.1 ms, or a read for each process of the system.
    public static let processes = ProducerLiveness { process, thread in
        ProcessTable.hasThread(process, thread)
    }

    /// Whether a thread exists.
    func isAlive(process: UInt32, thread: UInt32) -> Bool { answer(process, thread) }
}

/// The threads of `/proc` by the numbers that they have in their own namespace.
private enum ProcessTable {
    static func hasThread(_ process: UInt32, _ thread: UInt32) -> Bool {
        // Without /proc nothing can be said, and nobody is declared dead.
        guard Directory.kind(of: "/proc/self/status") != nil else { return true }
        if isThread("/proc/\(process)/task/\(thread)/status", thread) { return true }
        guard let entries = try? Directory.entries(of: "/proc") else { return true }
        for entry in entries where entry.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let status = try? FileReader.pseudoFile("/proc/\(entry)/status"),
                case let numbers = Self.numbers(of: status), numbers.count > 1,
                numbers.last == process
            else { continue }
            let tasks = (try? Directory.entries(of: "/proc/\(entry)/task")) ?? []
            for task in tasks where isThread("/proc/\(entry)/task/\(task)/status", thread) {
                return true
            }
        }
        return false
    }

    /// Whether a status is that of a thread with this innermost number which can still run.
    private static func isThread(_ path: String, _ thread: UInt32) -> Bool {
        guard let status = try? FileReader.pseudoFile(path) else { return false }
        // A killed process that nobody has waited for yet is a zombie: it writes no more.
        let isGone = status.split(separator: "\n").contains { line in
            line.hasPrefix("State:\tZ") || line.hasPrefix("State:\tX")
        }
        return !isGone && numbers(of: status).last == thread
    }

    /// The numbers of a process or thread, from the outermost namespace to its own.
    private static func numbers(of status: String) -> [UInt32] {
        let line = status.split(separator: "\n").first { $0.hasPrefix("NSpid:") }
        return line.map { $0.dropFirst(6).split { $0 == "\t" || $0 == " " } }?
            .compactMap { UInt32($0) } ?? []
    }
}
