// SPDX-License-Identifier: Apache-2.0

#if Macros
import CPlume
import PlumeMacros
import SideDescription
import SystemCalls
import Testing

/// The events in this program's section: in its file, and in its memory.
enum SectionEvents {
    /// The descriptions that stand in the program's file.
    static func inFile() throws -> [SideEventDescription] {
        let reader = try FileReader(path: "/proc/self/exe")
        var bytes = [UInt8](repeating: 0, count: Int(reader.size))
        try reader.fill(&bytes, at: 0, count: bytes.count)
        let section = try #require(try ELFImage(bytes).section("plume_event"))
        return try SideRecordParser.records(inSection: section).map {
            try SideRecordParser.parse($0)
        }
    }

    /// The address of the state that each record in memory names, in the order of the section.
    static func statesInMemory() -> [UnsafeMutableRawPointer] {
        var start: UnsafeMutableRawPointer?
        var stop: UnsafeMutableRawPointer?
        // SAFETY: the linker sets both ends, and what lies between are whole records and zeros.
        unsafe plume_event_section(&start, &stop)
        guard var record = unsafe start, let end = unsafe stop else { return unsafe [] }
        var states: [UnsafeMutableRawPointer] = unsafe []
        while unsafe record < end {
            guard unsafe record.load(as: UInt64.self) == SideLayout.magic else {
                unsafe record += 8
                continue
            }
            let accessor = unsafe record + SideLayout.stateAccessorOffset
            if let state = unsafe plume_event_call_accessor(accessor) {
                unsafe states.append(state)
            }
            unsafe record += Int(
                record.load(fromByteOffset: SideLayout.sizeOffset, as: UInt32.self)
            )
        }
        return unsafe states
    }

    /// The state of an event that no name in the program reaches.
    static func state(of fullName: String) throws -> UnsafeMutableRawPointer {
        let states = unsafe statesInMemory()
        let events = try inFile()
        // File and memory hold the same section, so they hold the same events in the same order.
        try #require(unsafe states.count == events.count)
        let index = try #require(events.firstIndex { $0.fullName == fullName })
        return unsafe states[index]
    }
}
#endif
