// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
package import SystemCalls

/// A process that was started before, and how it is reached.
package struct RunningProgram {
    package let process: Int32

    /// How long a process may take to make its socket, which it does when it has lived for a while.
    private static let waitNanoseconds: UInt64 = 2_000_000_000
    private static let maximumFileBytes: UInt64 = 4 << 30

    /// Finds a process.
    ///
    /// - Throws: that there is none.
    package init(_ process: Int32) throws(HostError) {
        guard Directory.kind(of: "/proc/\(process)") == .directory else {
            throw .processNotFound(process)
        }
        self.process = process
    }

    /// Connects to the process; waits for one that has just begun.
    ///
    /// - Throws: why it cannot be reached, as far as that can be known.
    package func connect() throws(HostError) -> MessageSocket {
        let deadline = Clock.monotonicNanoseconds() + Self.waitNanoseconds
        // Once is enough: a program takes each connection for a controller.
        if let socket = connectNow() { return socket }
        let contents = Contents(of: process)
        while true {
            if let socket = connectNow() { return socket }
            let isWorthWaiting = contents.hasPlume || hasAgentThread
            guard isWorthWaiting, Clock.monotonicNanoseconds() < deadline else { break }
            _ = Poll.readable([], limitMilliseconds: 10)
        }
        throw .processNotReached(process, reason: reason(contents.hasPlume))
    }

    /// What to say when a process closed the connection without a word.
    package var withoutTracer: HostError {
        .processNotReached(
            process,
            reason: "its libside.so.0 found no tracer; put libplume-tracer.so.0 beside it, or start"
                + " the program with PLUME_TRACER=PATH"
        )
    }

    private func connectNow() -> MessageSocket? {
        for directory in RuntimeDirectory.candidates(process: process) + ownDirectory {
            let path = RuntimeDirectory.programSocket(process: process, in: directory)
            if let socket = try? MessageSocket.connect(to: path), let peer = try? socket.peer(),
                peer.process == process
            {
                return socket
            }
        }
        return nil
    }

    /// The directory that the process was started with, where it may be looked at.
    private var ownDirectory: [String] {
        guard let directory = variable("XDG_RUNTIME_DIR"), directory.hasPrefix("/") else {
            return []
        }
        return [directory + "/plume"]
    }

    /// A variable of the environment that the process was started with.
    private func variable(_ name: String) -> String? {
        let text = (try? FileReader.pseudoFile("/proc/\(process)/environ")) ?? ""
        return text.split(separator: "\0").first { $0.hasPrefix(name + "=") }
            .map { String($0.dropFirst(name.utf8.count + 1)) }
    }

    /// Whether a thread of the process listens, or is about to.
    private var hasAgentThread: Bool {
        let folder = "/proc/\(process)/task"
        return ((try? Directory.entries(of: folder)) ?? []).contains { thread in
            (try? FileReader.pseudoFile("\(folder)/\(thread)/comm")) == "plume-agent"
        }
    }

    private func reason(_ hasPlume: Bool) -> String {
        if let user, user != Process.user, Process.user != 0 {
            return "it is another user's (user id \(user)); root can"
        }
        if variable("PLUME") == "off" { return "it was started with PLUME=off" }
        if variable("PLUME_ATTACH") == "off" { return "it was started with PLUME_ATTACH=off" }
        guard hasPlume else {
            return "it contains no Plume: neither does its program import it, nor is libside.so.0"
                + " loaded"
        }
        return "it contains Plume and does not listen; it is set-user-ID, cannot write to its"
            + " runtime directory, or was forked after others that ended at once (start its parent"
            + " with PLUME_ATTACH=always)"
    }

    /// The effective user of the process.
    private var user: UInt32? {
        let text = (try? FileReader.pseudoFile("/proc/\(process)/status")) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("Uid:") }
        let words = line?.split(whereSeparator: \.isWhitespace) ?? []
        return words.count > 2 ? UInt32(words[2]) : nil
    }

    /// What the memory of a process holds.
    private struct Contents {
        /// Whether the program contains Plume's runtime or one of its libraries.
        let hasPlume: Bool

        init(of process: Int32) {
            let maps = (try? FileReader.pseudoFile("/proc/\(process)/maps")) ?? ""
            if maps.contains("/libside.so") || maps.contains("/libplume-tracer.so") {
                hasPlume = true
                return
            }
            let bytes = try? FileReader.contents(
                of: "/proc/\(process)/exe",
                limitBytes: RunningProgram.maximumFileBytes
            )
            hasPlume =
                bytes.flatMap { bytes in
                    try? ELFImage(bytes).section(".note.plume.side")
                } != nil
        }
    }
}
