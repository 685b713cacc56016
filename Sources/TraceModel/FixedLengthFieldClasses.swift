// SPDX-License-Identifier: Apache-2.0

/// The class of a fixed count of bits without a meaning of their own.
public struct BitArrayFieldClass: Hashable, Sendable {
    /// The layout.
    public let layout: BitLayout
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a bit array class.
    public init(_ layout: BitLayout, attributes: Attributes = [:]) {
        self.layout = layout
        self.attributes = attributes
    }
}

/// The class of a fixed count of bits with named flags.
public struct BitMapFieldClass: Hashable, Sendable {
    /// The layout.
    public let layout: BitLayout
    /// The flags: names for bit indexes.
    public let flags: [Mapping]
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a bit map class.
    public init(_ layout: BitLayout, flags: [Mapping], attributes: Attributes = [:]) {
        self.layout = layout
        self.flags = flags
        self.attributes = attributes
    }
}

/// The class of a boolean.
public struct BooleanFieldClass: Hashable, Sendable {
    /// The layout.
    public let layout: BitLayout
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a boolean class.
    public init(_ layout: BitLayout, attributes: Attributes = [:]) {
        self.layout = layout
        self.attributes = attributes
    }
}

/// The class of an IEEE 754 binary number.
public struct FloatingPointFieldClass: Hashable, Sendable {
    /// The layout; its length is 16, 32, 64, 128 or a larger multiple of 32.
    public let layout: BitLayout
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a floating-point number class.
    public init(_ layout: BitLayout, attributes: Attributes = [:]) {
        self.layout = layout
        self.attributes = attributes
    }
}
