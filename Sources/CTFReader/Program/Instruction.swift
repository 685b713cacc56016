// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// One step of a decoding program: sixteen bytes without references.
struct Instruction: BitwiseCopyable, Hashable, Sendable {
    /// What a step does.
    ///
    /// The steps that read begin by aligning the position.
    enum Operation: UInt8, Sendable {
        /// `operand` bits with the least significant ones first: whole bytes, or up to 56 bits
        /// anywhere.
        case little
        /// The same, of which only matters whether any is set.
        case littleBoolean
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
        /// A string up to a zero byte.
        case terminatedBytes
        /// A string of `number` bytes, or of as many as slot `number` says, with code units of
        /// `operand` bytes.
        case fixedString, dynamicString
        /// As many bytes.
        case fixedBlob, dynamicBlob
        /// The next `operand` steps are whole bytes in a row, `number` bits together, and the
        /// `operand` of each says at which byte of the run it begins.
        case run
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
        /// Applies a further role to the integer just decoded.
        case again
        /// Forgets what is in the slots of list `operand`.
        case forget
        /// Checks that the BLOB just decoded is the metadata stream's UUID.
        case checkUUID

        /// Whether the step reads little-endian bits.
        var isLittle: Bool { self == .little || self == .littleBoolean }
    }

    let operation: Operation
    /// The alignment as a power of two.
    var alignmentShift: UInt8 = 0
    /// What else a step needs to know.
    var flags: Flags = []
    /// For little-endian bits, how many bits of a word they leave: 64 less their number.
    var unusedBits: UInt8 = 0
    /// A small number.
    var operand: UInt32 = 0
    /// A large one; for an integer, its effects.
    var number: UInt64 = 0

    /// What is done with the value of an integer besides keeping it.
    struct Effects {
        /// The slot to keep it in; -1 for none.
        let slot: Int
        /// The role to apply; nil for none.
        let role: FieldRole?

        init(_ number: UInt64) {
            slot = Int(truncatingIfNeeded: number & 0xFFFF_FFFF) &- 1
            let code = UInt8(truncatingIfNeeded: number &>> 32)
            role = code == 0 ? nil : FieldRole(rawValue: code &- 1)
        }

        /// The number which stands for a slot and a role.
        static func number(slot: UInt32?, role: FieldRole?) -> UInt64 {
            (slot.map { UInt64($0) + 1 } ?? 0) | (role.map { UInt64($0.rawValue) + 1 } ?? 0) << 32
        }
    }

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
        /// The elements are whole bytes in a row, decoded by a single step.
        static let simpleElements = Flags(rawValue: 64)
    }
}
