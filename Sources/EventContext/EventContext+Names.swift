// SPDX-License-Identifier: Apache-2.0

/// Why a name is not that of a context.
public struct EventContextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what to do.
    public let description: String
}

extension EventContext {
    /// The contexts without parameters, by name.
    private static let plain: [(name: String, source: Source, meaning: String)] = [
        ("procname", .threadName, "name of the thread"),
        ("process_name", .processName, "name of the process"),
        ("pid", .outerProcessID, "process id in the namespace of /proc"),
        ("tid", .outerThreadID, "thread id in the namespace of /proc"),
        ("vppid", .parentProcessID, "process id of the parent"),
        ("pthread_id", .pthreadID, "what pthread_self returns"),
        ("ip", .instructionPointer, "address after the tracepoint's call"),
        ("cpu_id", .cpu, "CPU"),
        ("nice", .nice, "nice value of the thread"),
        ("vuid", .userID(.real), "real user id"),
        ("veuid", .userID(.effective), "effective user id"),
        ("vsuid", .userID(.saved), "saved user id"),
        ("vgid", .groupID(.real), "real group id"),
        ("vegid", .groupID(.effective), "effective group id"),
        ("vsgid", .groupID(.saved), "saved group id"),
        ("cgroup", .controlGroup, "path of the control group"),
        ("container_id", .container, "id that a container manager gave"),
        ("callstack-user", .callStack(defaultDepth), "return addresses, at most 32"),
        ("task_id", .taskID, "id of the Swift task"),
        ("task_name", .taskName, "name of the Swift task"),
        ("task_priority", .taskPriority, "priority of the Swift task"),
    ]

    private static let defaultDepth = 32
    private static let maximumDepth = 128

    /// The names with what they mean, for a listing; those that end in a colon take more.
    public static var listing: [(name: String, meaning: String)] {
        let namespaces = Namespace.allCases.map {
            (name: "\($0)_ns", meaning: "inode number of the \($0) namespace")
        }
        return plain.map { ($0.name, $0.meaning) } + namespaces + [
            ("callstack-user:N", "return addresses, at most N, up to 128"),
            (
                "perf:thread:NAME",
                "counter of the thread: " + PerfEvent.names.joined(separator: " ")
            ),
            ("perf:thread:raw:rHEX:NAME", "counter of the processor by its number"),
            ("$app.PROVIDER:TYPE", "what the program registered under this name"),
        ]
    }

    /// Finds a context by its name.
    ///
    /// - Parameter name: as in ``listing``; `$ctx.` before it is passed over.
    /// - Throws: that there is none of this name.
    public init(named name: String) throws(EventContextError) {
        let bare = name.hasPrefix("$ctx.") ? String(name.dropFirst(5)) : name
        if let found = Self.plain.first(where: { $0.name == bare }) {
            self.init(bare, found.source)
            return
        }
        if let namespace = Namespace.allCases.first(where: { "\($0)_ns" == bare }) {
            self.init(bare, .namespace(namespace))
            return
        }
        let parts = bare.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if let source = Self.parameterized(bare, parts) {
            self.init(bare, source)
            return
        }
        throw EventContextError(
            description: "there is no context \(name): plume record --list-contexts shows them"
        )
    }

    private static func parameterized(_ name: String, _ parts: [String]) -> Source? {
        if parts.count == 2, parts[0] == "callstack-user", let depth = Int(parts[1]),
            (1...maximumDepth).contains(depth)
        {
            return .callStack(depth)
        }
        if parts.count == 2, name.hasPrefix("$app."), parts[0].count > 5, !parts[1].isEmpty {
            return .application(String(name.dropFirst(5)))
        }
        if parts.count == 3, parts[0] == "perf", parts[1] == "thread",
            let event = PerfEvent(named: parts[2])
        {
            return .counter(type: event.type, config: event.config)
        }
        if parts.count == 5, parts[0] == "perf", parts[1] == "thread", parts[2] == "raw",
            parts[3].hasPrefix("r"), let config = UInt64(parts[3].dropFirst(), radix: 16),
            !parts[4].isEmpty
        {
            return .counter(type: PerfEvent.rawType, config: config)
        }
        return nil
    }
}
