// SPDX-License-Identifier: Apache-2.0

/// The type of a field, as far as Plume's own instrumentation uses the types of the SIDE ABI.
///
/// Each case names the type label that it becomes in a `side_type`.
public struct SideType: Hashable, Sendable {
    /// The shape of the value.
    public indirect enum Kind: Hashable, Sendable {
        /// `SIDE_TYPE_BOOL`, one byte.
        case bool
        /// `SIDE_TYPE_U8` to `SIDE_TYPE_S128`; the width is 8, 16, 32, 64 or 128 bits.
        case integer(bits: UInt16, isSigned: Bool)
        /// `SIDE_TYPE_FLOAT_BINARY16` to `128`; Swift's own are 32 and 64 bits wide.
        case float(bits: UInt16)
        /// `SIDE_TYPE_STRING_UTF8`: bytes up to a NUL. Text in other encodings is recorded so too.
        case string
        /// A variable-length array of `SIDE_TYPE_BYTE`, with the media type as an attribute.
        case bytes(mediaType: String)
        /// `SIDE_TYPE_VLA` with a 32-bit length.
        case array(SideType)
        /// `SIDE_TYPE_ARRAY`: always as many elements.
        case fixedArray(SideType, count: UInt32)
        /// `SIDE_TYPE_OPTIONAL`.
        case optional(SideType)
        /// `SIDE_TYPE_ENUM` over an integer type.
        case enumeration(bits: UInt16, isSigned: Bool, labels: [SideEnumerationLabel])
        /// `SIDE_TYPE_ENUM_BITMAP` over an integer type, or over an array of bytes where it has
        /// more or other bits; the ranges number bits.
        case bitmap(bits: UInt16, labels: [SideEnumerationLabel])
        /// `SIDE_TYPE_STRUCT`.
        case structure([SideField])
        /// `SIDE_TYPE_VARIANT`: a selector of an integer type and the option that it chooses.
        case variant(selector: SideType, options: [SideVariantOption])
    }

    /// The most bits that a bitmap may have.
    public static let maximumBitmapBits: UInt16 = 4_096

    /// The shape of the value.
    public var kind: Kind
    /// What is said about the value, for readers: unit, preferred base, semantic role.
    public var attributes: [SideAttribute]

    /// Whether there is an integer of so many bits.
    static func hasInteger(ofBits bits: UInt16) -> Bool { [8, 16, 32, 64, 128].contains(bits) }

    /// Describes a type.
    public init(_ kind: Kind, attributes: [SideAttribute] = []) {
        self.kind = kind
        self.attributes = attributes
    }
}

/// A name for a range of values of an enumeration.
public struct SideEnumerationLabel: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The values that it names.
    public let range: ClosedRange<Int64>

    /// Names a range of values.
    public init(_ name: String, _ range: ClosedRange<Int64>) {
        self.name = name
        self.range = range
    }
}

/// One of the types that a variant may have.
public struct SideVariantOption: Hashable, Sendable {
    /// The values of the selector that choose it.
    public let range: ClosedRange<Int64>
    /// The type.
    public let type: SideType

    /// Describes an option.
    public init(_ range: ClosedRange<Int64>, _ type: SideType) {
        self.range = range
        self.type = type
    }
}

/// A named part of an event or of a structure.
public struct SideField: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The type.
    public let type: SideType

    /// Describes a field.
    public init(_ name: String, _ type: SideType) {
        self.name = name
        self.type = type
    }
}

/// A key and a value attached to a type.
public struct SideAttribute: Hashable, Sendable {
    /// The value of an attribute.
    public enum Value: Hashable, Sendable {
        /// `SIDE_ATTR_TYPE_STRING`.
        case string(String)
        /// `SIDE_ATTR_TYPE_U64`.
        case unsigned(UInt64)
        /// `SIDE_ATTR_TYPE_S64`.
        case signed(Int64)
        /// `SIDE_ATTR_TYPE_FLOAT_BINARY64`.
        case real(Double)
        /// `SIDE_ATTR_TYPE_BOOL`.
        case boolean(Bool)
    }

    /// The key, for example ``baseKey``.
    public let key: String
    /// The value.
    public let value: Value

    /// Attaches a value to a key.
    public init(_ key: String, _ value: Value) {
        self.key = key
        self.value = value
    }

    /// The preferred base in which to print an integer: 2, 8, 10 or 16.
    public static let baseKey = "std.integer.base"
    /// The unit of a number, for example "ns" or "By".
    public static let unitKey = "plume.unit"
    /// What a field means beyond its type, for example "connection-id".
    public static let roleKey = "plume.role"
    /// The encoding that text has in the program, if it is not UTF-8.
    public static let encodingKey = "plume.encoding"
    /// The media type of raw bytes.
    public static let mediaTypeKey = "plume.media-type"
}
