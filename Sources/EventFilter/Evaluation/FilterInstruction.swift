// SPDX-License-Identifier: Apache-2.0

/// One step of a linked filter, for a machine with registers of 64 bits.
@usableFromInline
struct FilterInstruction: BitwiseCopyable, Sendable {
    /// What it does.
    @usableFromInline
    enum Operation: UInt8, BitwiseCopyable, Sendable {
        /// Puts `first` into the destination.
        case constant
        /// Loads a number, or the element `first` of an array unless that is negative.
        case field
        /// Loads a number of 128 bits into the destination, low half first, and the next register.
        case wideField
        /// Loads the context numbered `target`.
        case context
        /// Makes 128 bits of the destination's 64.
        case extend
        /// Makes 64 bits of the destination's 128, if the number fits.
        case narrow
        case integerToFloating
        case negateInteger
        case negateFloating
        case complement
        case notInteger
        case notFloating
        /// Makes 1 of any integer but 0.
        case isTrueInteger
        case isTrueFloating
        /// Tells whether an integer field lies between `first` and `second`, or the contrary.
        case fieldInRange
        case compareIntegers
        case compareFloating
        case compareWide
        /// Compares the texts numbered `target` and `offset`.
        case compareTexts
        case integerArithmetic
        case floatingArithmetic
        case jumpIfFalse
        case jumpIfTrue
        /// Ends with the truth of the destination.
        case finish
        /// Ends with false, because something is missing.
        case fail
    }

    @usableFromInline var operation: Operation
    /// The operator of a comparison or calculation.
    @usableFromInline var sign = BinaryOperator.equal
    @usableFromInline var form = FieldForm.boolean
    @usableFromInline var destination: UInt8 = 0
    @usableFromInline var left: UInt8 = 0
    @usableFromInline var right: UInt8 = 0
    @usableFromInline var isNegated = false
    /// The steps before a field, where a jump goes, or the number of a context or text.
    @usableFromInline var target: Int32 = 0
    /// Where a field stands behind the steps, or the number of the second text.
    @usableFromInline var offset: Int32 = 0
    @usableFromInline var first: Int64 = 0
    @usableFromInline var second: Int64 = 0
}
