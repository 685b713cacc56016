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
        guard let fields = Self.fields(of: "\(process)"), fields.count > 19, fields[0] != "Z",
            fields[0] != "X", let ticks = UInt64(fields[19])
        else { return nil }
        self.init(process: process, ticks: ticks)
    }

    /// The parent of a process; nil when there is no such process.
    public static func parent(of process: Int32) -> Int32? {
        guard let fields = fields(of: "\(process)"), fields.count > 1 else { return nil }
        return Int32(fields[1])
    }

    /// What the kernel tells of a process, from its state on.
    private static func fields(of process: String) -> [Substring]? {
        // The name stands in parentheses and can hold any characters.
        guard let text = try? FileReader.pseudoFile("/proc/\(process)/stat"),
            let end = text.lastIndex(of: ")")
        else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }

    /// Whether that process still runs.
    public var isAlive: Bool { ProcessStart(of: process) == self }
}
