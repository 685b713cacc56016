// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// A type whose names are resolved, except for byte orders and for the fields it refers to.
///
/// Both are known only once the whole text is read: the trace block may follow the types that its
/// byte order applies to, and a scope may be described after the fields that refer to it.
enum TSDLType {
    case integer(TSDLInteger)
    case enumeration(TSDLEnumeration)
    case floatingPoint(TSDLFloatingPoint)
    case string
    case structure(TSDLStructure)
    case variant(TSDLVariant)
    case array(TSDLArray)

    /// How many types the type consists of; never less than the field classes made of it.
    var nodes: Int {
        switch self {
        case .integer, .enumeration, .floatingPoint, .string: 1
        case .structure(let structure): structure.size.nodes
        case .variant(let variant): variant.size.nodes
        case .array(let array): array.size.nodes
        }
    }

    /// How deeply the type is nested.
    var depth: Int {
        switch self {
        case .integer, .enumeration, .floatingPoint, .string: 1
        case .structure(let structure): structure.size.depth
        case .variant(let variant): variant.size.depth
        case .array(let array): array.size.depth
        }
    }

    /// The type as a message names it.
    var kindName: String {
        switch self {
        case .integer: "an integer"
        case .enumeration: "an enumeration"
        case .floatingPoint: "a floating-point number"
        case .string: "a string"
        case .structure: "a structure"
        case .variant: "a variant"
        case .array: "an array"
        }
    }
}

/// What a compound type costs when all of its aliases are expanded.
struct TSDLSize {
    /// How many types may be in one type, beyond one for each byte of the text.
    static let nodeLimit = 100_000
    /// How deeply types may be nested.
    static let depthLimit = 300

    private(set) var nodes = 1
    private(set) var depth = 1

    /// Adds a type inside; false when the sum is over the limits.
    mutating func add(_ type: TSDLType, textBytes: Int) -> Bool {
        // Both are within the limits, so that the sum cannot overflow.
        nodes += type.nodes
        depth = max(depth, type.depth + 1)
        return nodes <= Self.nodeLimit + textBytes && depth <= Self.depthLimit
    }
}

/// An integer type.
struct TSDLInteger {
    let lengthBits: Int
    let isSigned: Bool
    /// The byte order; nil for that of the trace.
    let byteOrder: ByteOrder?
    let alignmentBits: Int
    let base: DisplayBase
    /// Whether the integer is a byte of text.
    let isText: Bool
    /// The clock that values belong to.
    let clock: TSDLName?

    /// Whether a value can be stored.
    func holds(_ value: Int128) -> Bool {
        // Constants have 64 bits and a sign, and so fit in anything longer.
        guard lengthBits <= 64 else { return isSigned || value >= 0 }
        let bound = Int128(1) << Int128(isSigned ? lengthBits - 1 : lengthBits)
        return value >= (isSigned ? -bound : 0) && value < bound
    }

    /// Whether arrays of the integer are text.
    var makesText: Bool { isText && lengthBits == 8 && alignmentBits == 8 }

    /// Whether 16 of the integer can be a UUID.
    var isUUIDByte: Bool { lengthBits == 8 && alignmentBits == 8 && !isSigned }
}

/// A floating-point type.
struct TSDLFloatingPoint {
    let lengthBits: Int
    let byteOrder: ByteOrder?
    let alignmentBits: Int
}

/// An enumeration type.
final class TSDLEnumeration {
    let container: TSDLInteger
    let mappings: [Mapping]
    /// The indexes in the mappings by the bytes of the label.
    let labels: [[UInt8]: Int]

    init(container: TSDLInteger, mappings: [Mapping], labels: [[UInt8]: Int]) {
        self.container = container
        self.mappings = mappings
        self.labels = labels
    }

    /// The values of a mapping that fields can have.
    func selectorRanges(_ mapping: Int) -> IntegerRangeSet {
        mappings[mapping].ranges.clipped(
            lengthBits: container.lengthBits,
            isSigned: container.isSigned
        )
    }
}

/// A structure type, which grows while its body is read.
final class TSDLStructure {
    /// One member; its shown name is known when the structure is complete.
    struct Member {
        let name: String
        var shownName: String
        let type: TSDLType
        /// Where the name stands.
        let offset: Int
    }

    var members: [Member] = []
    /// The indexes of the members by their written names.
    var indexes: [String: Int] = [:]
    var minimumAlignmentBits = 1
    var size = TSDLSize()
}

/// A variant type.
final class TSDLVariant {
    /// One option.
    struct Option {
        let name: String
        let type: TSDLType
    }

    let options: [Option]
    /// The field that selects the option; nil as long as the tag is not bound.
    let tag: TSDLBinding?
    let size: TSDLSize

    init(options: [Option], tag: TSDLBinding?, size: TSDLSize) {
        self.options = options
        self.tag = tag
        self.size = size
    }
}

/// An array or sequence type.
final class TSDLArray {
    /// How the count of elements is known.
    enum Length {
        case fixed(UInt64)
        case field(TSDLBinding)
    }

    let length: Length
    let element: TSDLType
    let size: TSDLSize

    init(length: Length, element: TSDLType, size: TSDLSize) {
        self.length = length
        self.element = element
        self.size = size
    }
}

/// A reference to a field, as far as it is known where the type is declared.
struct TSDLBinding {
    /// Where the path starts.
    enum Origin {
        /// In a root structure.
        case scope(FieldScope)
        /// In the structure whose body contains the reference.
        case structure(TSDLStructure)
    }

    let origin: Origin
    /// The names from there, as written.
    let path: [String]
    let offset: Int
}
