// SPDX-License-Identifier: Apache-2.0

/// The number of a context: something about the thread in which an event happens.
///
/// Numbers below 256 are those of docs/abi/filter-program.md; those from 256 on are given to
/// application contexts by whoever makes a ``ContextCatalog``. The constants are calculated, since
/// a signal handler must not be the first to make a global one.
public struct ContextID: RawRepresentable, BitwiseCopyable, Hashable, Sendable {
    /// The number.
    public let rawValue: UInt16

    /// Names a context by its number.
    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The process id in the program's namespace; records carry it.
    @inlinable public static var vpid: ContextID { ContextID(rawValue: 0) }
    /// The thread id in the program's namespace; records carry it.
    @inlinable public static var vtid: ContextID { ContextID(rawValue: 1) }
    /// The name of the thread, a text.
    @inlinable public static var procname: ContextID { ContextID(rawValue: 2) }
    /// What `pthread_self` returns.
    @inlinable public static var pthreadID: ContextID { ContextID(rawValue: 3) }
    /// The address of the tracepoint's call.
    @inlinable public static var ip: ContextID { ContextID(rawValue: 4) }
    /// The CPU.
    @inlinable public static var cpuID: ContextID { ContextID(rawValue: 5) }
    /// The real user id in the program's namespace.
    @inlinable public static var vuid: ContextID { ContextID(rawValue: 6) }
    /// The effective user id there.
    @inlinable public static var veuid: ContextID { ContextID(rawValue: 7) }
    /// The saved user id there.
    @inlinable public static var vsuid: ContextID { ContextID(rawValue: 8) }
    /// The real group id there.
    @inlinable public static var vgid: ContextID { ContextID(rawValue: 9) }
    /// The effective group id there.
    @inlinable public static var vegid: ContextID { ContextID(rawValue: 10) }
    /// The saved group id there.
    @inlinable public static var vsgid: ContextID { ContextID(rawValue: 11) }
    /// The inode number of the control group namespace.
    @inlinable public static var cgroupNamespace: ContextID { ContextID(rawValue: 12) }
    /// The inode number of the IPC namespace.
    @inlinable public static var ipcNamespace: ContextID { ContextID(rawValue: 13) }
    /// The inode number of the mount namespace.
    @inlinable public static var mountNamespace: ContextID { ContextID(rawValue: 14) }
    /// The inode number of the network namespace.
    @inlinable public static var networkNamespace: ContextID { ContextID(rawValue: 15) }
    /// The inode number of the process id namespace.
    @inlinable public static var processNamespace: ContextID { ContextID(rawValue: 16) }
    /// The inode number of the time namespace.
    @inlinable public static var timeNamespace: ContextID { ContextID(rawValue: 17) }
    /// The inode number of the user namespace.
    @inlinable public static var userNamespace: ContextID { ContextID(rawValue: 18) }
    /// The inode number of the namespace of host names.
    @inlinable public static var hostNamespace: ContextID { ContextID(rawValue: 19) }
    /// How nice the thread is.
    @inlinable public static var nice: ContextID { ContextID(rawValue: 20) }
    /// The process id in the namespace of `/proc`.
    @inlinable public static var outerProcessID: ContextID { ContextID(rawValue: 21) }
    /// The thread id there.
    @inlinable public static var outerThreadID: ContextID { ContextID(rawValue: 22) }
    /// The process id of the parent in the program's namespace.
    @inlinable public static var parentProcessID: ContextID { ContextID(rawValue: 23) }
    /// The name of the process, a text.
    @inlinable public static var processName: ContextID { ContextID(rawValue: 24) }
    /// The path of the control group, a text.
    @inlinable public static var controlGroup: ContextID { ContextID(rawValue: 25) }
    /// The id that a container manager gave, a text.
    @inlinable public static var container: ContextID { ContextID(rawValue: 26) }
    /// The id of the Swift task, 0 outside of tasks.
    @inlinable public static var taskID: ContextID { ContextID(rawValue: 27) }
    /// The name of the Swift task, a text.
    @inlinable public static var taskName: ContextID { ContextID(rawValue: 28) }
    /// The priority of the Swift task.
    @inlinable public static var taskPriority: ContextID { ContextID(rawValue: 29) }

    /// The first number that is free for application contexts.
    public static let firstApplicationNumber: UInt16 = 256

    /// The names that filters use after `$ctx.`, in the order of the numbers.
    public static let names = [
        "vpid", "vtid", "procname", "pthread_id", "ip", "cpu_id", "vuid", "veuid", "vsuid",
        "vgid", "vegid", "vsgid", "cgroup_ns", "ipc_ns", "mnt_ns", "net_ns", "pid_ns", "time_ns",
        "user_ns", "uts_ns", "nice", "pid", "tid", "vppid", "process_name", "cgroup",
        "container_id", "task_id", "task_name", "task_priority",
    ]

    /// The context that a filter calls by a name after `$ctx.`; nil when there is none.
    public init?(named name: String) {
        guard let index = Self.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: UInt16(index))
    }

    /// Its name after `$ctx.`; nil for application contexts and unknown numbers.
    public var name: String? {
        Int(rawValue) < Self.names.count ? Self.names[Int(rawValue)] : nil
    }

    /// What values it has, unless it is an application context.
    var kind: ContextKind {
        let texts: [ContextID] = [.procname, .processName, .controlGroup, .container, .taskName]
        return texts.contains(self) ? .text : .integer
    }
}

/// What values a context has.
public enum ContextKind: Hashable, Sendable {
    /// Numbers without a point.
    case integer
    /// Bytes without a NUL.
    case text
}
