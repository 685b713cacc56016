// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// One step of writing a record as data: the text before a value, and how to write the value.
///
/// JSON Lines and CSV share the steps; the plan of the sink decides which of them it uses.
struct ValueStep: BitwiseCopyable, Sendable {
    /// How a value is written.
    enum Operation: UInt8, Sendable {
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
        var takesNoItem: Bool {
            switch self {
            case .text, .element, .nextElement, .jump, .mark, .quote, .drop, .cell, .store, .row,
                .index:
                true
            default: false
            }
        }
    }

    let operation: Operation
    /// Whether the integers of an array are signed.
    var isSigned = false
    /// The number of the field plan that knows the value's class.
    var plan: UInt16 = 0
    /// The node of the class in that plan.
    var node: UInt32 = 0
    /// Where the text before the value begins in the program's text.
    var textStart: UInt32 = 0
    /// How long it is.
    var textLength: UInt32 = 0
    /// A step or the index of a table.
    var target: UInt32 = 0
}

/// The steps of all event record classes of a data stream class, and what they refer to, without
/// references.
struct ValueTables: BitwiseCopyable, Sendable {
    /// A range of steps.
    struct Program: BitwiseCopyable, Sendable {
        let start: UInt32
        let end: UInt32
    }

    /// A range of the texts.
    struct Text: BitwiseCopyable, Sendable {
        let start: UInt32
        let length: UInt32
    }

    /// How many of the smallest values of an enumeration have their labels at hand.
    static let quickValues = 64

    let steps: ConstantArray<ValueStep>
    /// The texts between values, followed by the slack that short copies read.
    let text: ConstantArray<UInt8>
    /// For each enumeration in turn, what stands behind its small values: their labels.
    let labels: ConstantArray<Text>
    /// For each variant in turn, the step of each of its options.
    let options: ConstantArray<UInt32>
}

extension TextBuffer {
    /// Appends a text of the tables.
    @inline(__always)
    mutating func append(_ tables: ValueTables, _ text: ValueTables.Text) {
        append(tables.text, Int(text.start), Int(text.length))
    }
}
