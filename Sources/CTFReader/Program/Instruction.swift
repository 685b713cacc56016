// SPDX-License-Identifier: Apache-2.0

/// One step of a decoding program: sixteen bytes without references.
struct Instruction: BitwiseCopyable, Hashable, Sendable {
    /// What a step does. The steps that read begin by aligning the position.
    enum Operation: UInt8, Sendable {
        /// An unsigned little-endian integer of one, two, four or eight whole bytes.
        case unsigned8, unsigned16, unsigned32, word64
        /// A signed little-endian integer of one, two or four whole bytes.
        case signed8, signed16, signed32
        /// A little-endian integer of `operand` bits, which are whole bytes.
        case littleBytes
        /// A big-endian integer of `operand` bits, which are whole bytes.
        case bigBytes
        /// `operand` bits, up to 64, at any place and in any order.
        case bits
        /// `operand` bits, more than 64, which stay in the window.
        case wideBits
        /// A LEB128 integer.
        case variableLength
        /// A string up to a zero code unit of `operand` bytes.
        case terminatedString
        /// A string of `number` bytes, or of as many as slot `number` says, with code units of
        /// `operand` bytes.
        case fixedString, dynamicString
        /// As many bytes.
        case fixedBlob, dynamicBlob
        /// Aligns the position.
        case align
        /// An array of `number` elements, or of as many as slot `number` says; `operand` is the
        /// step after its end.
        case fixedArray, dynamicArray
        /// The end of an element; `operand` is the array's first element step.
        case nextElement
        /// An optional whose presence slot `number` tells by the range set of the same step, or
        /// without ranges by not being zero; `operand` is the step after its content.
        case optional
        /// A variant which slot `number` selects by the option table `operand`.
        case variant
        /// Goes on at step `operand`.
        case jump
        /// Keeps the value just decoded in slot `operand`.
        case store
        /// Forgets what is in the slots of list `operand`.
        case forget
        /// Applies role `operand` to the value just decoded, of `number` bits.
        case role
        /// Checks that the BLOB just decoded is the metadata stream's UUID.
        case checkUUID
    }

    let operation: Operation
    /// The alignment as a power of two.
    var alignmentShift: UInt8 = 0
    /// What else a step needs to know.
    var flags: Flags = []
    /// A small number.
    var operand: UInt32 = 0
    /// A large one.
    var number: UInt64 = 0

    struct Flags: OptionSet, BitwiseCopyable, Hashable, Sendable {
        let rawValue: UInt8
        /// The integer is in two's complement.
        static let signed = Flags(rawValue: 1)
        /// The first byte is the most significant one.
        static let bigEndian = Flags(rawValue: 2)
        /// The bits are in the order that is unusual for the byte order.
        static let reversed = Flags(rawValue: 4)
        /// The value is 0 or 1.
        static let boolean = Flags(rawValue: 8)
        /// Elements may have no bits at all.
        static let mayBeEmpty = Flags(rawValue: 16)
        /// The selector has ranges.
        static let hasRanges = Flags(rawValue: 32)
    }
}
