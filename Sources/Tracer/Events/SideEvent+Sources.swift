// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SideDescription

extension SideEvent {
    /// Makes a live event of a description at run time.
    ///
    /// It is never freed.
    init(_ description: SideEventDescription) {
        let bytes = SideRecordBuilder.record(for: description)
        // SAFETY: both areas are as large as what is stored, aligned, and never freed.
        let record = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 16)
        unsafe record.copyMemory(from: bytes, byteCount: bytes.count)
        let stateBytes = unsafe MemoryLayout<plume_event_state>.size
        let state = UnsafeMutableRawPointer.allocate(byteCount: stateBytes, alignment: 16)
        unsafe state.initializeMemory(
            as: UInt8.self,
            repeating: 0,
            count: stateBytes
        )
        guard let event = unsafe SideEvent(relocating: record, state: state) else {
            preconditionFailure("the builder makes records of the current version")
        }
        self = event
    }

    /// The events whose records macros put into the ELF section of this binary, relocated.
    ///
    /// Call it once: a record must not be relocated twice.
    static func loadSection() -> [SideEvent] {
        var start: UnsafeMutableRawPointer?
        var stop: UnsafeMutableRawPointer?
        // SAFETY: the linker sets both ends of the section; both are null when it is empty.
        unsafe plume_event_section(&start, &stop)
        guard var record = unsafe start, let end = unsafe stop else { return [] }
        var events: [SideEvent] = []
        while unsafe record + SideLayout.descriptionOffset <= end {
            // The compiler aligns each record, so zero words may stand between two.
            let magic = unsafe record.load(as: UInt64.self)
            if magic == 0 {
                unsafe record += 8
                continue
            }
            let size = unsafe Int(
                record.load(fromByteOffset: SideLayout.sizeOffset, as: UInt32.self)
            )
            guard magic == SideLayout.magic, size > 0,
                let state = unsafe plume_event_call_accessor(
                    record + SideLayout.stateAccessorOffset
                ),
                let event = unsafe SideEvent(relocating: record, state: state)
            else { break }
            events.append(event)
            unsafe record += size
        }
        return events
    }
}
