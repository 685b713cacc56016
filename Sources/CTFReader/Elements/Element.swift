// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// One thing that is found while a data stream is decoded, and where.
///
/// The elements of a data stream are the most that a reader can say about its bytes: each packet,
/// scope and field, and what fields with roles mean. Those which hold others are followed by these,
/// and then by an ``Content/end``.
public struct Element: Hashable, Sendable {
    /// What is found.
    public enum Content: Hashable, Sendable {
        /// A packet, with all that it holds and its padding.
        case packet
        /// The content of a packet.
        case packetContent
        /// An event record.
        case eventRecord
        /// A root structure.
        case scope(FieldScope)
        /// The constant at the beginning of a packet.
        case magicNumber(UInt64)
        /// The UUID of the metadata stream.
        case metadataUUID([UInt8])
        /// The default clock has a new value, in cycles.
        case clock(UInt64)
        /// Which data stream a packet belongs to.
        case dataStream(classID: UInt64?, id: UInt64?)
        /// What the context of a packet says.
        case packetInfo(PacketFacts)
        /// Which class an event record has.
        case eventRecordInfo(classID: UInt64, name: String?)
        /// A field of a fixed count of bits, or a variable-length integer.
        case bits(BitFieldKind, BitSequence)
        /// A bit map: its bits, and the names of its active flags in ascending order.
        case bitMap(BitSequence, flags: [String])
        /// Text, which ``rawBytes(_:isText:)`` follow.
        case string(LengthKind)
        /// Bytes, which ``rawBytes(_:isText:)`` follow.
        case blob(LengthKind, mediaType: String)
        /// The bytes of a string, with its terminator, or of a BLOB.
        case rawBytes([UInt8], isText: Bool)
        /// A structure.
        case structure
        /// An array.
        case array(LengthKind, count: UInt64)
        /// A variant: the selector's value, and the index of the option.
        case variant(selector: Int128, isSigned: Bool, option: Int)
        /// An optional with a boolean selector.
        case booleanOptional(isPresent: Bool)
        /// An optional with an integer selector.
        case integerOptional(isPresent: Bool, selector: Int128, isSigned: Bool)
        /// What was begun last ends.
        case end
    }

    /// How the length of a string, a BLOB or an array is known.
    public enum LengthKind: Hashable, Sendable {
        /// A zero code unit ends the text.
        case terminated
        /// The class gives it.
        case fixed
        /// An earlier field gives it.
        case dynamic
    }

    /// What a field of bits means.
    public enum BitFieldKind: Hashable, Sendable {
        /// Nothing of its own.
        case bitArray
        /// True or false.
        case boolean
        /// An integer with a fixed count of bits.
        case integer(isSigned: Bool)
        /// An integer in groups of 7 bits.
        case variableLengthInteger(isSigned: Bool)
        /// A floating-point number.
        case floatingPoint
    }

    /// What the context of a packet says.
    public struct PacketFacts: Hashable, Sendable {
        /// The length with padding, in bits.
        public var totalBits: UInt64?
        /// The length without padding, in bits.
        public var contentBits: UInt64?
        /// The default clock at the end, in cycles.
        public var endClock: UInt64?
        /// The position in the data stream.
        public var sequenceNumber: UInt64?
        /// Event records lost up to the end of the packet.
        public var discardedCount: UInt64?
    }

    /// Where it begins, or where an end is, in bits from the beginning of the data stream.
    public let offsetBits: UInt64
    /// How many elements hold this one.
    public let depth: Int
    /// The name of a structure member; nil for all other elements.
    public let name: String?
    /// What it is.
    public let content: Content
}
