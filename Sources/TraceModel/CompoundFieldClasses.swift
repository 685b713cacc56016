// SPDX-License-Identifier: Apache-2.0

/// The class of elements of one class in a row.
public struct ArrayFieldClass: Hashable, Sendable {
    /// The count of elements.
    public let length: FieldLength
    /// The class of each element.
    public let element: FieldClass
    /// The least alignment, a power of two, in bits.
    public let minimumAlignmentBits: Int
    /// The user attributes.
    public let attributes: Attributes
    /// What the position of such an array is a multiple of, in bits.
    public let alignmentBits: Int

    /// Makes an array class.
    public init(
        length: FieldLength,
        element: FieldClass,
        minimumAlignmentBits: Int = 1,
        attributes: Attributes = [:]
    ) {
        self.length = length
        self.element = element
        self.minimumAlignmentBits = minimumAlignmentBits
        self.attributes = attributes
        alignmentBits = max(minimumAlignmentBits, element.alignmentBits)
    }
}

/// The class of a field which is present only when an earlier field says so.
public struct OptionalFieldClass: Hashable, Sendable {
    /// The class of the field when it is present.
    public let content: FieldClass
    /// The earlier boolean or integer field.
    public let selector: FieldLocation
    /// The integers which mean that the field is present; nil for a boolean selector.
    public let selectorRanges: IntegerRangeSet?
    /// The user attributes.
    public let attributes: Attributes

    /// Makes an optional class.
    public init(
        _ content: FieldClass,
        selector: FieldLocation,
        selectorRanges: IntegerRangeSet? = nil,
        attributes: Attributes = [:]
    ) {
        self.content = content
        self.selector = selector
        self.selectorRanges = selectorRanges
        self.attributes = attributes
    }
}

/// The class of a field which has one of several classes, chosen by an earlier integer field.
public struct VariantFieldClass: Hashable, Sendable {
    /// One of the classes.
    public struct Option: Hashable, Sendable {
        /// The name; it has no meaning for decoding.
        public let name: String?
        /// The class.
        public let fieldClass: FieldClass
        /// The selector values that choose the class.
        public let ranges: IntegerRangeSet
        /// The user attributes.
        public let attributes: Attributes

        /// Makes an option.
        public init(
            name: String? = nil,
            _ fieldClass: FieldClass,
            ranges: IntegerRangeSet,
            attributes: Attributes = [:]
        ) {
            self.name = name
            self.fieldClass = fieldClass
            self.ranges = ranges
            self.attributes = attributes
        }
    }

    /// The options; their ranges do not intersect.
    public let options: [Option]
    /// The earlier integer field.
    public let selector: FieldLocation
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a variant class.
    public init(_ options: [Option], selector: FieldLocation, attributes: Attributes = [:]) {
        self.options = options
        self.selector = selector
        self.attributes = attributes
    }
}
