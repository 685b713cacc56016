// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// One step of printing a record: the text before a value, and how to print the value.
struct PrettyStep: Sendable {
    /// How a value is printed.
    enum Operation: UInt8, Sendable {
        /// No value: only the text.
        case text
        /// No text and no value: the item is for the reader.
        case skip
        case unsigned
        case signed
        case hexadecimal
        case octal
        case binary
        case boolean
        case bitArray
        case float
        case enumeration
        case wide
        case string
        case encodedString
        case blob
        /// An array begins; `target` is the step after it.
        case array
        /// An element's index, if names are shown, and the separator.
        case element
        /// The end of an element; `target` is the array's element step.
        case nextElement
        /// An optional begins; `target` is the step after it.
        case optional
        /// A variant begins; `target` is its table.
        case variant
        /// Goes on at `target`.
        case jump
    }

    let operation: Operation
    /// Where the text before the value begins in the program's text.
    var textStart: UInt32 = 0
    /// How long it is.
    var textLength: UInt32 = 0
    /// A step or the index of a table.
    var target: UInt32 = 0
    /// The bits of the value.
    var bits: UInt32 = 0
    /// Whether the value is signed; for arrays, whether indexes are shown.
    var flag = false
}

/// All steps of one event class or packet context, and what they refer to.
struct PrettyProgram: Sendable {
    var steps: [PrettyStep] = []
    /// The texts between values, followed by the slack that short copies read.
    var text: [UInt8] = []
    var enumerations: [EnumerationText] = []
    var wides: [PrettyWide] = []
    var encodings: [TextEncoding] = []
    /// For each variant, the step of each option.
    var variants: [[UInt32]] = []
    /// Whether any field is shown.
    var showsFields = false
}
