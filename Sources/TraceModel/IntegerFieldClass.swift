// SPDX-License-Identifier: Apache-2.0

/// The base in which an integer is best shown.
public enum DisplayBase: Int, Hashable, Sendable {
    /// Base 2.
    case binary = 2
    /// Base 8.
    case octal = 8
    /// Base 10.
    case decimal = 10
    /// Base 16.
    case hexadecimal = 16
}

/// The class of an integer with a fixed count of bits.
public struct IntegerFieldClass: Hashable, Sendable {
    /// The layout.
    public let layout: BitLayout
    /// Whether values are in two's complement.
    public let isSigned: Bool
    /// The base to show values in.
    public let base: DisplayBase
    /// Names for values; a class with mappings is an enumeration.
    public let mappings: [Mapping]
    /// The roles; a signed class has none.
    public let roles: [FieldRole]
    /// The user attributes.
    public let attributes: Attributes

    /// Makes an integer class.
    public init(
        _ layout: BitLayout,
        isSigned: Bool = false,
        base: DisplayBase = .decimal,
        mappings: [Mapping] = [],
        roles: [FieldRole] = [],
        attributes: Attributes = [:]
    ) {
        self.layout = layout
        self.isSigned = isSigned
        self.base = base
        self.mappings = mappings
        self.roles = roles
        self.attributes = attributes
    }
}

/// The class of an integer in groups of 7 bits (LEB128), aligned to bytes.
public struct VariableLengthIntegerFieldClass: Hashable, Sendable {
    /// Whether values are in two's complement.
    public let isSigned: Bool
    /// The base to show values in.
    public let base: DisplayBase
    /// Names for values; a class with mappings is an enumeration.
    public let mappings: [Mapping]
    /// The roles; a signed class has none.
    public let roles: [FieldRole]
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a variable-length integer class.
    public init(
        isSigned: Bool = false,
        base: DisplayBase = .decimal,
        mappings: [Mapping] = [],
        roles: [FieldRole] = [],
        attributes: Attributes = [:]
    ) {
        self.isSigned = isSigned
        self.base = base
        self.mappings = mappings
        self.roles = roles
        self.attributes = attributes
    }
}
