// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import EventContext

/// The contexts of a channel in the form in which the C functions write them.
@safe
struct ContextProgram: @unchecked Sendable {
    // @unchecked because the descriptors are filled once, here, and only read afterwards.

    /// The descriptors; they are never freed, because a thread may be using them.
    @unsafe let contexts: UnsafeMutablePointer<plume_context>
    /// How many there are.
    let count: Int

    /// Prepares contexts; not for signal handlers.
    init(_ contexts: [EventContext]) {
        count = contexts.count
        // SAFETY: each descriptor is initialized at once.
        unsafe self.contexts = .allocate(capacity: max(1, contexts.count))
        for (index, context) in contexts.enumerated() {
            unsafe (self.contexts + index).initialize(to: Self.descriptor(context.source))
        }
    }

    /// The descriptor of one context.
    static func descriptor(_ source: EventContext.Source) -> plume_context {
        switch source {
        case .known(let context): return unsafe descriptor(context)
        case .callStack(let depth): return unsafe make(PLUME_CONTEXT_CALL_STACK, UInt32(depth))
        case .counter(let type, let config):
            // One counter too many is number 255, which counts nothing.
            let number = plume_perf_counter(type, config)
            return unsafe make(PLUME_CONTEXT_PERF, number < 0 ? 255 : UInt32(number))
        case .application(let name): return unsafe ApplicationContexts.shared.descriptor(name)
        }
    }

    /// The descriptor of a context of the table; signal-safe.
    ///
    /// The ids that are in each record have none, and ask for nothing.
    static func descriptor(_ context: KnownContext) -> plume_context {
        switch context {
        case .vpid, .vtid: unsafe plume_context()
        case .threadName: unsafe make(PLUME_CONTEXT_PROCNAME)
        case .pthreadID: unsafe make(PLUME_CONTEXT_PTHREAD_ID)
        case .instructionPointer: unsafe make(PLUME_CONTEXT_IP)
        case .cpu: unsafe make(PLUME_CONTEXT_CPU_ID)
        case .realUser: unsafe make(PLUME_CONTEXT_USER_ID, 0)
        case .effectiveUser: unsafe make(PLUME_CONTEXT_USER_ID, 1)
        case .savedUser: unsafe make(PLUME_CONTEXT_USER_ID, 2)
        case .realGroup: unsafe make(PLUME_CONTEXT_GROUP_ID, 0)
        case .effectiveGroup: unsafe make(PLUME_CONTEXT_GROUP_ID, 1)
        case .savedGroup: unsafe make(PLUME_CONTEXT_GROUP_ID, 2)
        case .cgroupNamespace: unsafe make(PLUME_NAMESPACE_CGROUP)
        case .ipcNamespace: unsafe make(PLUME_NAMESPACE_IPC)
        case .mountNamespace: unsafe make(PLUME_NAMESPACE_MOUNT)
        case .networkNamespace: unsafe make(PLUME_NAMESPACE_NETWORK)
        case .processNamespace: unsafe make(PLUME_NAMESPACE_PROCESS)
        case .timeNamespace: unsafe make(PLUME_NAMESPACE_TIME)
        case .userNamespace: unsafe make(PLUME_NAMESPACE_USER)
        case .hostNamespace: unsafe make(PLUME_NAMESPACE_HOST)
        case .nice: unsafe make(PLUME_CONTEXT_NICE)
        case .outerProcessID: unsafe make(PLUME_CONTEXT_PID)
        case .outerThreadID: unsafe make(PLUME_CONTEXT_TID)
        case .parentProcessID: unsafe make(PLUME_CONTEXT_PARENT_ID)
        case .processName: unsafe make(PLUME_CONTEXT_PROCESS_NAME)
        case .controlGroup: unsafe make(PLUME_CONTEXT_CGROUP)
        case .container: unsafe make(PLUME_CONTEXT_CONTAINER)
        case .taskID: unsafe make(PLUME_CONTEXT_TASK_ID)
        case .taskName: unsafe make(PLUME_CONTEXT_TASK_NAME)
        case .taskPriority: unsafe make(PLUME_CONTEXT_TASK_PRIORITY)
        }
    }

    private static func make(_ kind: plume_context_kind, _ argument: UInt32 = 0) -> plume_context {
        unsafe plume_context(kind: kind.rawValue, argument: argument, reader: nil, owner: nil)
    }

    private static func make(_ namespace: plume_namespace) -> plume_context {
        unsafe make(PLUME_CONTEXT_NAMESPACE, namespace.rawValue)
    }
}
