// SPDX-License-Identifier: Apache-2.0

/// The contexts that need no parameter: the one table of their numbers, names, values and meanings.
///
/// Everything else that knows of contexts asks here, and tests compare docs/contexts.md and
/// docs/abi/filter-program.md. The raw values are the numbers that filter programs hold, so that a
/// new context goes to the end. Signal handlers use the numbers alone, for reading texts allocates.
public enum KnownContext: UInt8, Hashable, Sendable, CaseIterable {
    /// The ids of process and thread in the program's namespace, which begin each record.
    case vpid = 0
    case vtid
    /// Of the thread that records: its name, its `pthread_self`, where it is and its CPU.
    case threadName, pthreadID, instructionPointer, cpu
    /// The ids of the user in the program's namespace.
    case realUser, effectiveUser, savedUser
    /// The ids of the group in the program's namespace.
    case realGroup, effectiveGroup, savedGroup
    /// The inode numbers of namespaces, in the order of the C library's table.
    case cgroupNamespace, ipcNamespace, mountNamespace, networkNamespace
    /// The other namespaces.
    case processNamespace, timeNamespace, userNamespace, hostNamespace
    /// How nice the thread is.
    case nice
    /// The ids of process and thread in the namespace for which `/proc` was mounted.
    case outerProcessID, outerThreadID
    /// Of the process: the id of its parent, and its name.
    case parentProcessID, processName
    /// The path of the control group, and the id that a container manager gave.
    case controlGroup, container
    /// Of the Swift task.
    case taskID, taskName, taskPriority
}

extension KnownContext {
    /// What the table says of one context.
    private struct Row {
        let name: String
        let value: ContextValue
        let meaning: String

        init(_ name: String, _ value: ContextValue, _ meaning: String) {
            self.name = name
            self.value = value
            self.meaning = meaning
        }
    }

    private var row: Row {
        switch self {
        case .vpid: Row("vpid", .unsigned32, "process id in the program's namespace")
        case .vtid: Row("vtid", .unsigned32, "thread id in the program's namespace")
        case .threadName: Row("procname", .text, "name of the thread")
        case .pthreadID: Row("pthread_id", .address, "what pthread_self returns")
        case .instructionPointer: Row("ip", .address, "address after the tracepoint's call")
        case .cpu: Row("cpu_id", .unsigned32, "CPU")
        case .realUser: Row("vuid", .unsigned32, "real user id")
        case .effectiveUser: Row("veuid", .unsigned32, "effective user id")
        case .savedUser: Row("vsuid", .unsigned32, "saved user id")
        case .realGroup: Row("vgid", .unsigned32, "real group id")
        case .effectiveGroup: Row("vegid", .unsigned32, "effective group id")
        case .savedGroup: Row("vsgid", .unsigned32, "saved group id")
        case .cgroupNamespace: Self.namespace("cgroup")
        case .ipcNamespace: Self.namespace("ipc")
        case .mountNamespace: Self.namespace("mnt")
        case .networkNamespace: Self.namespace("net")
        case .processNamespace: Self.namespace("pid")
        case .timeNamespace: Self.namespace("time")
        case .userNamespace: Self.namespace("user")
        case .hostNamespace: Self.namespace("uts")
        case .nice: Row("nice", .signed32, "nice value of the thread")
        case .outerProcessID: Row("pid", .unsigned32, "process id in the namespace of /proc")
        case .outerThreadID: Row("tid", .unsigned32, "thread id in the namespace of /proc")
        case .parentProcessID: Row("vppid", .unsigned32, "process id of the parent")
        case .processName: Row("process_name", .text, "name of the process")
        case .controlGroup: Row("cgroup", .text, "path of the control group")
        case .container: Row("container_id", .text, "id that a container manager gave")
        case .taskID: Row("task_id", .unsigned64, "id of the Swift task")
        case .taskName: Row("task_name", .text, "name of the Swift task")
        case .taskPriority: Row("task_priority", .unsigned32, "priority of the Swift task")
        }
    }

    private static func namespace(_ kind: String) -> Row {
        Row("\(kind)_ns", .unsigned32, "inode number of the \(kind) namespace")
    }

    /// The name by which options and filters ask for it, and under which it is recorded.
    public var name: String { row.name }

    /// What it is, in a few words.
    public var meaning: String { row.meaning }

    /// What kind of value it has.
    public var value: ContextValue { row.value }

    /// Whether each record has it without being asked.
    public var isInEachRecord: Bool { self == .vpid || self == .vtid }

    /// Finds a context by its name; nil when there is none.
    public init?(named name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// What kind of value a context has.
public enum ContextValue: Hashable, Sendable {
    /// A text that ends with NUL.
    case text
    /// Integers of so many bits.
    case unsigned32, unsigned64, signed32
    /// A number of 64 bits that is shown with the base 16.
    case address
}
