// SPDX-License-Identifier: Apache-2.0

/// A value of a user attribute: a JSON value whose object members keep their order.
public enum AttributeValue: Hashable, Sendable {
    /// The JSON `null`.
    case null
    /// The JSON `true` or `false`.
    case boolean(Bool)
    /// A JSON number without fraction and exponent that fits in 128 bits.
    case integer(Int128)
    /// Any other JSON number.
    case real(Double)
    /// A JSON string.
    case string(String)
    /// A JSON array.
    case array([AttributeValue])
    /// A JSON object.
    case object(Attributes)
}
