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
        func make(_ kind: plume_context_kind, _ argument: Int = 0) -> plume_context {
            unsafe plume_context(
                kind: kind.rawValue,
                argument: UInt32(argument),
                reader: nil,
                owner: nil
            )
        }
        switch source {
        case .threadName: return unsafe make(PLUME_CONTEXT_PROCNAME)
        case .pthreadID: return unsafe make(PLUME_CONTEXT_PTHREAD_ID)
        case .instructionPointer: return unsafe make(PLUME_CONTEXT_IP)
        case .cpu: return unsafe make(PLUME_CONTEXT_CPU_ID)
        case .userID(let which): return unsafe make(PLUME_CONTEXT_USER_ID, which.rawValue)
        case .groupID(let which): return unsafe make(PLUME_CONTEXT_GROUP_ID, which.rawValue)
        case .namespace(let which): return unsafe make(PLUME_CONTEXT_NAMESPACE, which.rawValue)
        case .processName: return unsafe make(PLUME_CONTEXT_PROCESS_NAME)
        case .outerProcessID: return unsafe make(PLUME_CONTEXT_PID)
        case .outerThreadID: return unsafe make(PLUME_CONTEXT_TID)
        case .parentProcessID: return unsafe make(PLUME_CONTEXT_PARENT_ID)
        case .nice: return unsafe make(PLUME_CONTEXT_NICE)
        case .controlGroup: return unsafe make(PLUME_CONTEXT_CGROUP)
        case .container: return unsafe make(PLUME_CONTEXT_CONTAINER)
        case .callStack(let depth): return unsafe make(PLUME_CONTEXT_CALL_STACK, depth)
        case .counter(let type, let config):
            // One counter too many is number 255, which counts nothing.
            let number = plume_perf_counter(type, config)
            return unsafe make(PLUME_CONTEXT_PERF, number < 0 ? 255 : Int(number))
        case .taskID: return unsafe make(PLUME_CONTEXT_TASK_ID)
        case .taskName: return unsafe make(PLUME_CONTEXT_TASK_NAME)
        case .taskPriority: return unsafe make(PLUME_CONTEXT_TASK_PRIORITY)
        case .application(let name): return unsafe ApplicationContexts.shared.descriptor(name)
        }
    }
}
