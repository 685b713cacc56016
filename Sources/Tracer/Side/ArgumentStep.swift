// SPDX-License-Identifier: Apache-2.0

/// One step of the program that turns the arguments of a SIDE event into the bytes of a record.
///
/// A program is compiled from a description when the event becomes known, and never freed, because
/// a thread may be running it.
@safe
struct ArgumentStep {
    /// What kind of argument is read.
    ///
    /// All but the gather family find their value in the argument.
    enum Kind: UInt8 {
        case null
        case boolean
        case integer
        case byte
        case float
        case text
        case wideText
        case structure
        case variant
        case optional
        case array
        case variableArray
        case visitedArray
        case dynamic
        case gatherBoolean
        case gatherInteger
        case gatherByte
        case gatherFloat
        case gatherText
        case gatherWideText
        case gatherStructure
        case gatherArray
        case gatherVariableArray
    }

    var kind: Kind
    /// The label that an argument must have.
    var label: UInt16
    /// The bytes of a number in the program's memory, or of a unit of text.
    var byteCount: UInt8 = 0
    /// The bytes of a number in the record: a power of two up to 16.
    var recordedByteCount: UInt8 = 0
    /// How many bits of an integer count, 128 at most.
    var bitCount: UInt8 = 0
    /// How many bits stand below them.
    var bitOffset: UInt8 = 0
    var isSigned = false
    /// Whether the program's bytes are in the other order.
    var isSwapped = false
    /// Whether a gathered value is behind a pointer at its place, and not there itself.
    var isBehindPointer = false
    /// Members of a structure, options of a variant, or elements of an array.
    var count: UInt32 = 0
    /// Where a gathered value stands, from the base on.
    var offset: UInt64 = 0
    /// The bytes of a gathered structure, for elements of arrays.
    var structureBytes: UInt32 = 0
    /// The selectors that choose this step as an option.
    var lowest: Int64 = 0
    var highest: Int64 = 0
    /// The members, the options, or the one element.
    @unsafe var parts: UnsafePointer<ArgumentStep>?
    /// The selector of a variant, or the length of a gathered array.
    @unsafe var measure: UnsafePointer<ArgumentStep>?
    /// The program's function that goes through the elements.
    @unsafe var visitor: UnsafeRawPointer?

    init(_ kind: Kind, _ label: UInt16) {
        self.kind = kind
        self.label = label
    }

    /// A row of steps that lives as long as the process.
    @unsafe
    static func row(_ steps: [ArgumentStep]) -> UnsafePointer<ArgumentStep>? {
        guard !steps.isEmpty else { return nil }
        let row = UnsafeMutablePointer<ArgumentStep>.allocate(capacity: steps.count)
        // SAFETY: the row has room for all steps, and nobody sees it before.
        for (index, step) in steps.enumerated() { unsafe (row + index).initialize(to: step) }
        return unsafe UnsafePointer(row)
    }
}
