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
    private static let lastNanoseconds: UInt64 = 50_000_000

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
            let state = ending.state
            guard case .ended(.signaled(let signal)) = state else { return state != .open }
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
    /// They are waited for a moment: a connection ends before its process does, and how that ended
    /// is known when the parent has asked for it.
    mutating func finish() {
        let limit = Clock.monotonicNanoseconds() + Self.lastNanoseconds
        look()
        while !watched.isEmpty, Clock.monotonicNanoseconds() < limit {
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
