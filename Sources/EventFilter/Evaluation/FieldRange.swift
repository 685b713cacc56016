// SPDX-License-Identifier: Apache-2.0

/// The commonest test: whether an integer at a constant offset lies in a range, or not.
///
/// A filter that asks nothing else is a graph of such tests, which needs no registers.
@usableFromInline
struct FieldRange: BitwiseCopyable, Sendable {
    /// The place of no test: the record matches.
    @usableFromInline static var match: Int32 { -1 }
    /// The place of no test: the record does not match.
    @usableFromInline static var noMatch: Int32 { -2 }

    @usableFromInline let form: FieldForm
    @usableFromInline let isNegated: Bool
    @usableFromInline let offset: Int32
    @usableFromInline let first: Int64
    @usableFromInline let last: Int64
    /// The test after this one when it holds; it stands further behind.
    @usableFromInline let next: Int32
    /// The test after this one when it does not hold.
    @usableFromInline let otherwise: Int32

    @inlinable
    @inline(__always)
    func contains(_ value: Int64) -> Bool {
        (first <= value && value <= last) != isNegated
    }
}
