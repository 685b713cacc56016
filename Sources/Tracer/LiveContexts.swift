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
        guard let known = id.known else { return unsafe ApplicationContexts.shared.descriptor(id) }
        return known.isInEachRecord ? nil : unsafe ContextProgram.descriptor(known)
    }
}
