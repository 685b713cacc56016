// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// The programs of a recording whose connections have ended, and which of them a signal killed.
struct ProcessEndings {
    private var watched: [(ending: ProcessEnding, program: KilledProgram)] = []
    /// Those that a signal killed, in the order in which that became known.
    private(set) var killed: [KilledProgram] = []

    /// Ends that are not known yet take a descriptor each: the oldest are given up.
    private static let maximumCount = 16
    private static let maximumKilled = 1_000
    /// Where so few files may be open, all of them are left to programs.
    private static let leastDescriptors = 256
    private static let lastNanoseconds: UInt64 = 20_000_000

    /// Waits for the end of a program whose connection has ended.
    ///
    /// It may go on, after `exec`.
    mutating func watch(_ ending: ProcessEnding, process: UInt32, name: String) {
        let limit = Process.descriptorLimit
        guard limit >= Self.leastDescriptors, Int(ending.number) < limit / 2,
            killed.count < Self.maximumKilled
        else { return }
        if watched.count == Self.maximumCount { watched.removeFirst() }
        watched.append((ending, KilledProgram(process: process, name: name, signal: 0)))
        look()
    }

    /// Looks for ends that have become known.
    mutating func look() {
        guard !watched.isEmpty else { return }
        var known: [KilledProgram] = []
        watched.removeAll { ending, program in
            guard let status = ending.status else { return false }
            guard case .signaled(let signal) = status else { return true }
            known.append(
                KilledProgram(process: program.process, name: program.name, signal: signal)
            )
            return true
        }
        for program in known where !killed.contains(where: { $0.process == program.process }) {
            killed.append(program)
        }
    }

    /// Looks for the last time.
    ///
    /// Who has ended is waited for a moment: how is known when the parent has asked for it.
    mutating func finish() {
        let limit = Clock.monotonicNanoseconds() + Self.lastNanoseconds
        look()
        while watched.contains(where: \.ending.isOver), Clock.monotonicNanoseconds() < limit {
            Clock.sleep(nanoseconds: 1_000_000)
            look()
        }
        watched.removeAll()
    }
}

/// A program that a signal ended.
package struct KilledProgram: Hashable, Sendable {
    /// Its process id.
    package let process: UInt32
    /// What it was called by.
    package let name: String
    /// The number of the signal.
    package let signal: Int32
}
