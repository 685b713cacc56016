// SPDX-License-Identifier: Apache-2.0

/// The commonest filter, one comparison of an integer at a constant offset with a constant: a range
/// that the field must lie in, or must not.
@usableFromInline
struct FieldRange: BitwiseCopyable, Sendable {
    @usableFromInline let form: FieldForm
    @usableFromInline let isNegated: Bool
    @usableFromInline let offset: Int32
    @usableFromInline let first: Int64
    @usableFromInline let last: Int64

    @inlinable
    @inline(__always)
    func contains(_ value: Int64) -> Bool {
        (first <= value && value <= last) != isNegated
    }
}
