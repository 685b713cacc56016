// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import EventContext
internal import EventFilter

/// Tells filters the contexts of the thread that is recording; signal-safe.
@safe
struct LiveContexts: ContextSource {
    /// The frame of the function that holds the emission.
    @unsafe let frame: UnsafeRawPointer?

    func integer(_ id: ContextID) -> Int64? {
        if id.rawValue >= ContextID.firstApplicationNumber {
            return ApplicationContexts.shared.integer(id)
        }
        guard var context = unsafe Self.descriptor(id) else { return nil }
        var value: Int64 = 0
        // SAFETY: both are local for the time of the call.
        return unsafe plume_context_number(&context, frame, &value) == 0 ? value : nil
    }

    func withText<Result>(_ id: ContextID, _ body: (Span<UInt8>) -> Result) -> Result? {
        guard var context = unsafe Self.descriptor(id) else { return nil }
        return unsafe withUnsafeTemporaryAllocation(byteCount: 256, alignment: 8) { area in
            // SAFETY: the function fills what it counts, at most the capacity.
            let count = unsafe plume_context_text(
                &context,
                area.baseAddress,
                UInt64(area.count)
            )
            let text = unsafe UnsafeRawBufferPointer(rebasing: area[..<Int(count)])
            return body(unsafe Span<UInt8>(_unsafeBytes: text))
        }
    }

    /// What the C functions take for a context of filters.
    ///
    /// The ids of process and thread are found in the record.
    private static func descriptor(_ id: ContextID) -> plume_context? {
        func make(_ kind: plume_context_kind, _ argument: UInt32 = 0) -> plume_context {
            unsafe plume_context(kind: kind.rawValue, argument: argument, reader: nil, owner: nil)
        }
        switch id {
        case .procname: return unsafe make(PLUME_CONTEXT_PROCNAME)
        case .pthreadID: return unsafe make(PLUME_CONTEXT_PTHREAD_ID)
        case .ip: return unsafe make(PLUME_CONTEXT_IP)
        case .cpuID: return unsafe make(PLUME_CONTEXT_CPU_ID)
        case .vuid: return unsafe make(PLUME_CONTEXT_USER_ID, 0)
        case .veuid: return unsafe make(PLUME_CONTEXT_USER_ID, 1)
        case .vsuid: return unsafe make(PLUME_CONTEXT_USER_ID, 2)
        case .vgid: return unsafe make(PLUME_CONTEXT_GROUP_ID, 0)
        case .vegid: return unsafe make(PLUME_CONTEXT_GROUP_ID, 1)
        case .vsgid: return unsafe make(PLUME_CONTEXT_GROUP_ID, 2)
        case .nice: return unsafe make(PLUME_CONTEXT_NICE)
        case .outerProcessID: return unsafe make(PLUME_CONTEXT_PID)
        case .outerThreadID: return unsafe make(PLUME_CONTEXT_TID)
        case .parentProcessID: return unsafe make(PLUME_CONTEXT_PARENT_ID)
        case .processName: return unsafe make(PLUME_CONTEXT_PROCESS_NAME)
        case .controlGroup: return unsafe make(PLUME_CONTEXT_CGROUP)
        case .container: return unsafe make(PLUME_CONTEXT_CONTAINER)
        case .taskID: return unsafe make(PLUME_CONTEXT_TASK_ID)
        case .taskName: return unsafe make(PLUME_CONTEXT_TASK_NAME)
        case .taskPriority: return unsafe make(PLUME_CONTEXT_TASK_PRIORITY)
        default: break
        }
        let first = ContextID.cgroupNamespace.rawValue
        if id.rawValue >= first, id.rawValue < first + UInt16(PLUME_NAMESPACE_COUNT.rawValue) {
            return unsafe make(PLUME_CONTEXT_NAMESPACE, UInt32(id.rawValue - first))
        }
        return unsafe ApplicationContexts.shared.descriptor(id)
    }
}
