// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The steps that decode the fields of some root structures, and the tables they refer to.
struct FieldProgram: Sendable {
    /// Which option of a variant a selector chooses.
    struct OptionTable: Sendable {
        /// The ranges of an option.
        struct Entry: Sendable {
            let lower: Int128
            let upper: Int128
            let option: UInt32
            let step: UInt32
        }

        /// Whether the selector is signed.
        let isSigned: Bool
        /// All ranges of all options, in ascending order; they do not intersect.
        var entries: [Entry]

        /// The entry whose range holds a value, found by bisection.
        func entry(for value: Int128) -> Entry? {
            var low = 0
            var high = entries.count
            while low < high {
                let middle = (low + high) / 2
                let entry = entries[middle]
                if value < entry.lower {
                    high = middle
                } else if value > entry.upper {
                    low = middle + 1
                } else {
                    return entry
                }
            }
            return nil
        }
    }

    /// When an optional with an integer selector is there.
    struct Presence: Sendable {
        let isSigned: Bool
        let ranges: IntegerRangeSet
    }

    var steps: [Instruction] = []
    var options: [OptionTable] = []
    var presences: [Presence] = []
    var slotLists: [[UInt32]] = []
    /// The slots which fields outside of this program may read as well.
    var slotCount: UInt32 = 0
}
