// SPDX-License-Identifier: Apache-2.0

package import Bytes

/// One step of writing a record as data: the text before a value, and how to write the value.
///
/// JSON Lines and CSV share the steps; the plan of the sink decides which of them it uses.
package struct ValueStep: BitwiseCopyable, Sendable {
    /// How a value is written.
    package enum Operation: UInt8, BitwiseCopyable, Sendable {
        /// No value: only the text.
        case text
        /// No text and no value: nobody wants the item.
        case skip
        /// An integer in decimal.
        case unsigned, signed
        /// A string as JSON has it.
        case string
        /// A string as a cell.
        case cellString
        /// An integer with labels as JSON has it; `target` is its place among the enumerations.
        case enumeration
        /// Whatever else JSON has a form for.
        case value
        /// Whatever else a cell has a form for.
        case cellValue
        /// An array begins; `target` is the step after it.
        case array
        /// An array of decimal integers of up to 64 bits; `target` is the step after it.
        case integerArray
        /// The separator of an element.
        case element
        /// The end of an element; `target` is the array's element step.
        case nextElement
        /// An optional begins; `target` is the step after it.
        case optional
        /// The same, of which nothing is written where it is absent.
        case silentOptional
        /// A variant begins; `target` is the place of its first option.
        case variant
        /// Goes on at `target`.
        case jump
        /// What follows becomes one cell, or is left out.
        case mark
        /// Makes a cell of what was written since the mark.
        case quote
        /// Takes back what was written since the mark.
        case drop
        /// A cell begins.
        case cell
        /// The cell of column `target` ends.
        case store
        /// A row of the long form begins.
        case row
        /// The number of the current element of the array that has `target` others around it.
        case index

        /// Whether the step goes on without a value.
        package var takesNoItem: Bool {
            switch self {
            case .text, .element, .nextElement, .jump, .mark, .quote, .drop, .cell, .store, .row,
                .index:
                true
            default: false
            }
        }
    }

    package let operation: Operation
    /// Whether the integers of an array are signed.
    package var isSigned = false
    /// The number of the field plan that knows the value's class.
    package var plan: UInt16 = 0
    /// The node of the class in that plan.
    package var node: UInt32 = 0
    /// Where the text before the value begins in the program's text.
    package var textStart: UInt32 = 0
    /// How long it is.
    package var textLength: UInt32 = 0
    /// A step or the index of a table.
    package var target: UInt32 = 0
}

/// The steps of all event record classes of a data stream class, and what they refer to, without
/// references.
package struct ValueTables: BitwiseCopyable, Sendable {
    /// A range of steps.
    package struct Program: BitwiseCopyable, Sendable {
        package let start: UInt32
        package let end: UInt32

        /// Makes the range of the steps from one up to another.
        package init(start: UInt32, end: UInt32) {
            self.start = start
            self.end = end
        }
    }

    /// A range of the texts.
    package struct Text: BitwiseCopyable, Sendable {
        package let start: UInt32
        package let length: UInt32

        /// Makes the range of a text's bytes.
        package init(start: UInt32, length: UInt32) {
            self.start = start
            self.length = length
        }
    }

    /// How many of the smallest values of an enumeration have their labels at hand.
    package static let quickValues = 64

    package let steps: ConstantArray<ValueStep>
    /// The texts between values, followed by the slack that short copies read.
    package let text: ConstantArray<UInt8>
    /// For each enumeration in turn, what stands behind its small values: their labels.
    package let labels: ConstantArray<Text>
    /// For each variant in turn, the step of each of its options.
    package let options: ConstantArray<UInt32>
}

extension TextBuffer {
    /// Appends a text of the tables.
    @inline(__always)
    package mutating func append(_ tables: ValueTables, _ text: ValueTables.Text) {
        append(tables.text, Int(text.start), Int(text.length))
    }
}
