// SPDX-License-Identifier: Apache-2.0

internal import EventContext

/// Where the bytes of a text come from.
@usableFromInline
struct TextOperand: BitwiseCopyable, Sendable {
    /// Whose bytes they are.
    @usableFromInline
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// Those of the expression, without stars.
        case literal
        /// Those of the expression, where ``FilterText/star`` stands for any run of bytes.
        case pattern
        /// Those of the record up to a NUL.
        case terminated
        /// Those of the record behind their 32-bit count.
        case counted
        /// Those of a context.
        case context
    }

    @usableFromInline var kind: Kind
    @usableFromInline var context = ContextID(.vpid)
    /// Steps of the layout before the bytes.
    @usableFromInline var stop: Int32 = 0
    /// Where they begin, behind the steps or among the bytes of all literals.
    @usableFromInline var offset: Int32 = 0
    /// How many bytes a literal has.
    @usableFromInline var count: Int32 = 0
}
