// SPDX-License-Identifier: Apache-2.0

/// The class of a field: what its bits mean (CTF 2 §"Field classes").
public struct FieldClass: Hashable, Sendable {
    /// The shapes of fields.
    public indirect enum Kind: Hashable, Sendable {
        /// `fixed-length-bit-array`.
        case bitArray(FixedLength)
        /// `fixed-length-bit-map`: named sets of bits.
        case bitMap(FixedLength, flags: [Mapping])
        /// `fixed-length-boolean`: true when any bit is set.
        case boolean(FixedLength)
        /// `fixed-length-unsigned-integer` and `fixed-length-signed-integer`.
        case integer(FixedLength, IntegerProperties)
        /// `fixed-length-floating-point-number`.
        case float(FixedLength)
        /// `variable-length-unsigned-integer` and `variable-length-signed-integer` (LEB128).
        case variableLengthInteger(IntegerProperties)
        /// The three string classes.
        case string(Extent, StringEncoding)
        /// The two BLOB classes.
        case blob(Extent, mediaType: String, roles: [Role])
        /// `structure`.
        case structure(StructureClass)
        /// The two array classes.
        case array(Extent, element: FieldClass, minimumAlignment: UInt64)
        /// `optional`.
        case optional(FieldClass, Selector)
        /// `variant`.
        case variant([VariantOption], FieldLocation)
    }

    /// The shape.
    public let kind: Kind
    /// What is said about the field; never needed to decode it.
    public let attributes: JSONValue?

    /// Makes a field class.
    public init(_ kind: Kind, attributes: JSONValue? = nil) {
        self.kind = kind
        self.attributes = attributes
    }

    /// A little-endian unsigned integer of whole bytes, aligned to a byte.
    public static func unsigned(
        bits: UInt64,
        roles: [Role] = [],
        attributes: JSONValue? = nil
    ) -> FieldClass {
        FieldClass(
            .integer(
                FixedLength(bits: bits, byteOrder: .little, alignment: 8),
                IntegerProperties(isSigned: false, roles: roles)
            ),
            attributes: attributes
        )
    }
}

/// Which byte of a number comes first.
public enum ByteOrder: Hashable, Sendable {
    /// The least significant one.
    case little
    /// The most significant one.
    case big
}

/// The length and order of a field of a fixed number of bits.
public struct FixedLength: Hashable, Sendable {
    /// How many bits.
    public let bits: UInt64
    /// The order of its bytes.
    public let byteOrder: ByteOrder
    /// Whether the bits are stored in the order that is unusual for the byte order.
    public let isBitReversed: Bool
    /// The alignment in bits, a power of two.
    public let alignment: UInt64

    /// Describes a fixed length.
    public init(
        bits: UInt64,
        byteOrder: ByteOrder,
        isBitReversed: Bool = false,
        alignment: UInt64 = 1
    ) {
        self.bits = bits
        self.byteOrder = byteOrder
        self.isBitReversed = isBitReversed
        self.alignment = alignment
    }
}

/// What an integer means beyond its bits.
public struct IntegerProperties: Hashable, Sendable {
    /// Whether it is in two's complement.
    public let isSigned: Bool
    /// The base in which to show it: 2, 8, 10 or 16.
    public let displayBase: UInt8
    /// Names for values; not empty makes it an enumeration.
    public let mappings: [Mapping]
    /// What the reader does with the value.
    public let roles: [Role]

    /// Describes an integer.
    public init(
        isSigned: Bool,
        displayBase: UInt8 = 10,
        mappings: [Mapping] = [],
        roles: [Role] = []
    ) {
        self.isSigned = isSigned
        self.displayBase = displayBase
        self.mappings = mappings
        self.roles = roles
    }
}

/// A name for sets of values, or of bits.
public struct Mapping: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The values, in ranges with both ends included.
    public let ranges: [ClosedRange<Int128>]

    /// Names ranges of values.
    public init(_ name: String, _ ranges: [ClosedRange<Int128>]) {
        self.name = name
        self.ranges = ranges
    }
}

/// How a string is encoded.
public enum StringEncoding: String, Hashable, Sendable {
    /// UTF-8.
    case utf8 = "utf-8"
    /// UTF-16, most significant byte first.
    case utf16BigEndian = "utf-16be"
    /// UTF-16, least significant byte first.
    case utf16LittleEndian = "utf-16le"
    /// UTF-32, most significant byte first.
    case utf32BigEndian = "utf-32be"
    /// UTF-32, least significant byte first.
    case utf32LittleEndian = "utf-32le"

    /// Bytes of a code unit.
    public var unitBytes: Int {
        switch self {
        case .utf8: 1
        case .utf16BigEndian, .utf16LittleEndian: 2
        case .utf32BigEndian, .utf32LittleEndian: 4
        }
    }
}

/// How much there is of a string, a BLOB or an array: bytes or elements.
public enum Extent: Hashable, Sendable {
    /// Up to and with a code unit of zero; strings only.
    case terminated
    /// A number in the metadata.
    case fixed(UInt64)
    /// A number in another field.
    case dynamic(FieldLocation)
}

/// What the reader does with a field's value (CTF 2 §"Roles").
public enum Role: String, Hashable, Sendable {
    /// The number that begins a packet.
    case packetMagicNumber = "packet-magic-number"
    /// The UUID of the metadata stream.
    case metadataStreamUUID = "metadata-stream-uuid"
    /// Which data stream class the packet is of.
    case dataStreamClassID = "data-stream-class-id"
    /// Which data stream the packet is of.
    case dataStreamID = "data-stream-id"
    /// Bits of the packet.
    case packetTotalLength = "packet-total-length"
    /// Bits of the packet without padding.
    case packetContentLength = "packet-content-length"
    /// The time of the packet's beginning or of the event record.
    case defaultClockTimestamp = "default-clock-timestamp"
    /// The time of the packet's end.
    case packetEndTimestamp = "packet-end-default-clock-timestamp"
    /// Records lost up to the end of the packet.
    case discardedCounter = "discarded-event-record-counter-snapshot"
    /// The number of the packet in its data stream.
    case packetSequenceNumber = "packet-sequence-number"
    /// Which class the event record is of.
    case eventRecordClassID = "event-record-class-id"
}
