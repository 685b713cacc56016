// SPDX-License-Identifier: Apache-2.0

/// Which process had a process id at a time: ids come back, start times do not.
public struct ProcessStart: Hashable, Sendable {
    /// The process id.
    public let process: UInt32
    /// When it started, in clock ticks since the machine did (`/proc/PID/stat`).
    public let ticks: UInt64

    /// Names a process.
    public init(process: UInt32, ticks: UInt64) {
        self.process = process
        self.ticks = ticks
    }

    /// The process that has an id now; nil when there is none or it is dead.
    public init?(of process: UInt32) {
        // The name stands in parentheses and can hold any characters.
        guard let text = try? FileReader.pseudoFile("/proc/\(process)/stat"),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X",
            let ticks = UInt64(fields[19])
        else { return nil }
        self.init(process: process, ticks: ticks)
    }

    /// Whether that process still runs.
    public var isAlive: Bool { ProcessStart(of: process) == self }
}
