// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceFields

/// One step of printing a record: the text before a value, and how to print the value.
struct PrettyStep: BitwiseCopyable, Sendable {
    /// How a value is printed.
    enum Operation: UInt8, Sendable {
        /// No value: only the text.
        case text
        /// No text and no value: the item is for the reader.
        case skip
        /// The same for an optional; `target` is the step after it.
        case skipOptional
        case unsigned
        case signed
        case hexadecimal
        case octal
        case binary
        case boolean
        case bitArray
        case bitMap
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
        /// A variant begins; `target` is the place of its first option.
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
    /// The bits of the value; for arrays, whether the elements are decimal numbers of up to 64
    /// bits, which have one step for the value.
    var bits: UInt32 = 0
    /// Whether the value is signed; for arrays, whether indexes are shown.
    var flag = false
}

/// The steps of all event record classes of a data stream class, and what they refer to, without
/// references.
struct PrettyTables: BitwiseCopyable, Sendable {
    typealias Program = ValueTables.Program
    typealias Text = ValueTables.Text

    /// How the records of an event record class are printed.
    struct Event: BitwiseCopyable, Sendable {
        /// What stands before the scopes: facts, name.
        let head: Text
        let program: Program
        /// Whether any scope follows the packet's context.
        let hasScopes: Bool
    }

    /// An enumeration, and the labels that are quick to find.
    struct Enumeration: BitwiseCopyable, Sendable {
        let operation: PrettyStep.Operation
        let isSigned: Bool
        let bits: UInt32
        /// Where the labels of small values begin in ``PrettyTables/labels``.
        let firstLabel: UInt32
        /// How many values they are for, from 0.
        let labelCount: UInt32
    }

    let steps: ConstantArray<PrettyStep>
    /// The texts between values, followed by the slack that short copies read.
    let text: ConstantArray<UInt8>
    let events: ConstantArray<Event>
    let packetContext: Program
    let hasPacketContext: Bool
    let hasClock: Bool
    /// Whether what stands before the fields depends on the process, so that the plan has it.
    let namesProcesses: Bool
    let enumerations: ConstantArray<Enumeration>
    /// The only label of a small value, and what stands between it and the value; of no length
    /// where there are several labels or none.
    let labels: ConstantArray<Text>
    /// For each variant in turn, the step of each of its options.
    let options: ConstantArray<UInt32>
}
