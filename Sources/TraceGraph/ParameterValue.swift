// SPDX-License-Identifier: Apache-2.0

/// A value of a component parameter, or of a query's parameters or result.
public indirect enum ParameterValue: Hashable, Sendable {
    /// No value.
    case null
    /// True or false.
    case boolean(Bool)
    /// A signed 64-bit integer.
    case signed(Int64)
    /// An unsigned 64-bit integer.
    case unsigned(UInt64)
    /// A floating-point number.
    case real(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([ParameterValue])
    /// Values by name.
    case map([String: ParameterValue])
}
