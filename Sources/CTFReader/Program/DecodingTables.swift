// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// Everything that decoding the packets of one data stream class needs, without references.
struct DecodingTables: BitwiseCopyable, Sendable {
    /// A range of steps: the program of a root structure, or of all those of an event record class.
    struct Program: BitwiseCopyable, Sendable {
        var start: UInt32 = 0
        var end: UInt32 = 0
        var isEmpty: Bool { start == end }
    }

    /// A range of entries of another table.
    struct Entries: BitwiseCopyable, Sendable {
        let start: UInt32
        let count: UInt32
        let isSigned: Bool
    }

    /// The selector values that choose an option of a variant.
    struct Option: BitwiseCopyable, Sendable {
        let lower: Int128
        let upper: Int128
        let option: UInt32
        let step: UInt32
    }

    /// The selector values with which an optional is there.
    struct Presence: BitwiseCopyable, Sendable {
        let lower: Int128
        let upper: Int128
    }

    /// The index of an event record class whose id is too large for a dense table.
    struct SparseEvent: BitwiseCopyable, Sendable {
        let id: UInt64
        let index: UInt32
    }

    /// The option of a variant for a small selector; step 0 where it must be searched.
    struct QuickOption: BitwiseCopyable, Sendable {
        var option: UInt32 = 0
        var step: UInt32 = 0
    }

    /// The selectors that have a quick option, from 0.
    static let quickValues = 64

    let steps: ConstantArray<Instruction>
    let quickOptions: ConstantArray<QuickOption>
    let variants: ConstantArray<Entries>
    let options: ConstantArray<Option>
    let optionals: ConstantArray<Entries>
    let presences: ConstantArray<Presence>
    let forgotten: ConstantArray<Entries>
    let forgottenSlots: ConstantArray<UInt32>
    let packetHeader: Program
    let packetContext: Program
    let eventHeader: Program
    let simpleHeader: SimpleEventHeader
    let events: ConstantArray<Program>
    let denseEvents: ConstantArray<Int32>
    let sparseEvents: ConstantArray<SparseEvent>
    let slotCount: Int
    /// The event record class of records that name none; -1 where they must name one.
    let impliedEvent: Int32

    /// The index of the event record class with an id; -1 when there is none.
    @inline(__always)
    func eventIndex(_ id: UInt64) -> Int32 {
        if id < UInt64(denseEvents.count) {
            let index = denseEvents[Int(truncatingIfNeeded: id)]
            if index >= 0 { return index }
        }
        return rareEventIndex(id)
    }

    private func rareEventIndex(_ id: UInt64) -> Int32 {
        var low = 0
        var high = sparseEvents.count
        while low < high {
            let middle = (low + high) / 2
            let entry = sparseEvents[middle]
            if entry.id == id { return Int32(entry.index) }
            if entry.id < id { low = middle + 1 } else { high = middle }
        }
        return id == 0 ? impliedEvent : -1
    }

    /// The option of a variant that a selector chooses, found by bisection.
    func option(of variant: Entries, _ value: Int128) -> Option? {
        var low = Int(variant.start)
        var high = low + Int(variant.count)
        while low < high {
            let middle = (low + high) / 2
            let option = options[middle]
            if value < option.lower {
                high = middle
            } else if value > option.upper {
                low = middle + 1
            } else {
                return option
            }
        }
        return nil
    }

    /// Whether an optional is there.
    func isPresent(_ optional: Entries, _ value: Int128) -> Bool {
        for index in Int(optional.start)..<Int(optional.start + optional.count) {
            let range = presences[index]
            if range.lower <= value && value <= range.upper { return true }
        }
        return false
    }
}
