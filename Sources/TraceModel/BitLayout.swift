// SPDX-License-Identifier: Apache-2.0

/// The order of bytes in a fixed-length field.
public enum ByteOrder: Hashable, Sendable {
    /// The first byte holds the least significant bits.
    case littleEndian
    /// The first byte holds the most significant bits.
    case bigEndian
}

/// The order in which the bits of a fixed-length field become the elements of its bit array.
public enum BitOrder: Hashable, Sendable {
    /// The first bit read is element 0, the least significant one.
    case firstToLast
    /// The first bit read is the last element, the most significant one.
    case lastToFirst
}

/// The length, orders and alignment that all fixed-length bit fields have.
public struct BitLayout: Hashable, Sendable {
    /// How many bits the field has; more than zero.
    public let lengthBits: Int
    /// The order of the bytes.
    public let byteOrder: ByteOrder
    /// The order of the bits.
    public let bitOrder: BitOrder
    /// What the field's position in its packet is a multiple of: a power of two, in bits.
    public let alignmentBits: Int

    /// Makes a layout; without a bit order, the natural one of the byte order is taken.
    public init(
        lengthBits: Int,
        byteOrder: ByteOrder = .littleEndian,
        bitOrder: BitOrder? = nil,
        alignmentBits: Int = 1
    ) {
        self.lengthBits = lengthBits
        self.byteOrder = byteOrder
        self.bitOrder = bitOrder ?? byteOrder.naturalBitOrder
        self.alignmentBits = alignmentBits
    }

    /// Whether the bits are in the order which makes ordinary integers of the byte order.
    public var hasNaturalBitOrder: Bool { bitOrder == byteOrder.naturalBitOrder }
}

extension ByteOrder {
    /// The bit order that a field class has when it names none.
    public var naturalBitOrder: BitOrder {
        switch self {
        case .littleEndian: .firstToLast
        case .bigEndian: .lastToFirst
        }
    }
}
