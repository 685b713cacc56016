// SPDX-License-Identifier: Apache-2.0

public import SideDescription

/// Something that each record of a channel tells of the thread that wrote it.
///
/// docs/contexts.md lists them with their costs.
public struct EventContext: Hashable, Sendable {
    /// Which of the ids of a user or a group.
    public enum Credential: Int, Hashable, Sendable {
        /// The real one.
        case real
        /// The effective one.
        case effective
        /// The saved one.
        case saved
    }

    /// The kinds of namespaces, in the order of the C library's table.
    public enum Namespace: Int, Hashable, Sendable, CaseIterable {
        /// Those of Linux, by their names in `/proc/self/ns`.
        case cgroup, ipc, mnt, net, pid, time, user, uts
    }

    /// Where the value comes from.
    public enum Source: Hashable, Sendable {
        /// The name of the thread.
        case threadName
        /// The name of the process.
        case processName
        /// What `pthread_self` returns.
        case pthreadID
        /// The address after the call of the tracepoint.
        case instructionPointer
        /// The CPU.
        case cpu
        /// An id of the user in the program's namespace.
        case userID(Credential)
        /// An id of the group in the program's namespace.
        case groupID(Credential)
        /// The inode number of a namespace.
        case namespace(Namespace)
        /// The process id in the namespace for which `/proc` was mounted.
        case outerProcessID
        /// The thread id there.
        case outerThreadID
        /// The id of the parent process.
        case parentProcessID
        /// How nice the thread is.
        case nice
        /// The path of the control group.
        case controlGroup
        /// The id that a container manager gave.
        case container
        /// Return addresses by frame pointers, at most so many.
        case callStack(Int)
        /// A counter of `perf_event_open`: type and configuration.
        case counter(type: UInt32, config: UInt64)
        /// The id of the Swift task.
        case taskID
        /// Its name.
        case taskName
        /// Its priority.
        case taskPriority
        /// What the program registered as "provider:type".
        case application(String)
    }

    /// The name by which it is asked for.
    public let name: String
    /// Where the value comes from.
    public let source: Source

    init(_ name: String, _ source: Source) {
        self.name = name
        self.source = source
    }

    /// The field of the records that holds the value.
    public var field: SideField {
        let member = name.hasPrefix("$app.") ? "app_\(name.dropFirst(5))" : name
        let isIdentifier: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return SideField(
            String(member.map { isIdentifier($0) ? $0 : "_" }),
            type
        )
    }

    private static var hexadecimal: [SideAttribute] {
        [SideAttribute(SideAttribute.baseKey, .unsigned(16))]
    }

    private var type: SideType {
        switch source {
        case .threadName, .processName, .controlGroup, .container, .taskName, .application:
            SideType(.string)
        case .pthreadID, .instructionPointer:
            SideType(.integer(bits: 64, isSigned: false), attributes: Self.hexadecimal)
        case .callStack:
            SideType(
                .array(
                    SideType(.integer(bits: 64, isSigned: false), attributes: Self.hexadecimal)
                )
            )
        case .counter, .taskID:
            SideType(.integer(bits: 64, isSigned: false))
        case .nice:
            SideType(.integer(bits: 32, isSigned: true))
        case .cpu, .userID, .groupID, .namespace, .outerProcessID, .outerThreadID,
            .parentProcessID, .taskPriority:
            SideType(.integer(bits: 32, isSigned: false))
        }
    }
}
