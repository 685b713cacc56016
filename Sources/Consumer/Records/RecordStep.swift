// SPDX-License-Identifier: Apache-2.0

/// One step over a part of a record's payload.
///
/// Steps stand one after the other in one array for all events of a channel. Those which belong to
/// a step, such as the steps over one element of an array, follow it, and it knows where they end.
struct RecordStep: Sendable {
    /// What a step goes over.
    enum Kind: UInt8, Sendable {
        /// `size` bytes.
        case skip
        /// A text up to its NUL.
        case text
        /// A 32-bit count and as many times `size` bytes.
        case array
        /// A 32-bit count and as many times what the inner steps go over.
        case elements
        /// `size` times what the inner steps go over.
        case repeated
        /// One byte, and if it is not 0 what the inner steps go over.
        case optional
        /// An unsigned integer of `size` bytes and one of the options that follow.
        case variant
        /// The same with a signed integer.
        case signedVariant
        /// What the inner steps go over, where the integer lies in the range.
        case option
    }

    /// A size stays below this, so that its product with any count is a number.
    static let largestSize = 1 << 30

    let kind: Kind
    /// Bytes, or a count.
    let size: Int
    /// Where the inner steps end; the step after this one where it has none.
    var end: Int
    /// The values that choose an option.
    let range: ClosedRange<Int64>

    init(_ kind: Kind, size: Int = 0, end: Int, range: ClosedRange<Int64> = 0...0) {
        self.kind = kind
        self.size = min(size, Self.largestSize)
        self.end = end
        self.range = range
    }
}
