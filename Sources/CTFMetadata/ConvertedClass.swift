// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// A field class, and what the checks need to know of everything inside it.
struct ConvertedClass {
    /// The field class.
    let fieldClass: FieldClass
    /// How many field classes it consists of, all aliases expanded.
    var nodes = 1
    /// How deeply field classes are nested in it, itself included.
    var depth = 1
    /// Whether a field of the class can have one bit or more, padding aside.
    var canHaveBits = true
    /// Whether some class in it has a field location.
    var hasLocations = false
}

/// A field class of which the classes inside are not put in yet.
///
/// Classes are drafted from the outside in and assembled from the inside out, so that no nesting
/// can exhaust the stack.
struct FieldClassDraft {
    /// A member of a structure, or an option of a variant, without its class.
    struct Part {
        var name: String?
        var ranges = IntegerRangeSet([])
        let attributes: Attributes
    }

    /// The class without the classes inside it.
    enum Shape {
        case whole(ConvertedClass)
        case structure([Part], minimumAlignmentBits: Int, Attributes)
        case array(FieldLength, minimumAlignmentBits: Int, Attributes)
        case optional(FieldLocation, IntegerRangeSet?, Attributes)
        case variant([Part], FieldLocation, Attributes)
    }

    var shape: Shape
    /// The nodes of the classes inside.
    let nodes: [Int]
    /// The indexes of the drafts of the classes inside.
    var children: [Int] = []

    init(_ shape: Shape, nodes: [Int] = []) {
        self.shape = shape
        self.nodes = nodes
    }

    /// Puts the classes inside a draft into it.
    func assembled(_ inner: [ConvertedClass]) -> ConvertedClass {
        var result: ConvertedClass
        switch shape {
        case .whole(let whole): return whole
        case .structure(let parts, let minimum, let attributes):
            result = structure(parts, minimum, attributes, inner)
        case .array(let length, let minimum, let attributes):
            result = array(length, minimum, attributes, inner[0])
        case .optional(let selector, let ranges, let attributes):
            let content = OptionalFieldClass(
                inner[0].fieldClass,
                selector: selector,
                selectorRanges: ranges,
                attributes: attributes
            )
            result = ConvertedClass(fieldClass: .optional(content), hasLocations: true)
        case .variant(let parts, let selector, let attributes):
            result = variant(parts, selector, attributes, inner)
        }
        for inside in inner {
            result.nodes += inside.nodes
            result.depth = max(result.depth, inside.depth + 1)
            result.hasLocations = result.hasLocations || inside.hasLocations
        }
        if case .array = shape { return result }
        result.canHaveBits = inner.contains { $0.canHaveBits }
        return result
    }

    private func structure(
        _ parts: [Part],
        _ minimum: Int,
        _ attributes: Attributes,
        _ inner: [ConvertedClass]
    ) -> ConvertedClass {
        let members = zip(parts, inner).map { part, inside in
            StructureFieldClass.Member(
                part.name ?? "",
                inside.fieldClass,
                attributes: part.attributes
            )
        }
        return ConvertedClass(
            fieldClass: .structure(
                StructureFieldClass(
                    members,
                    minimumAlignmentBits: minimum,
                    attributes: attributes
                )
            )
        )
    }

    private func array(
        _ length: FieldLength,
        _ minimum: Int,
        _ attributes: Attributes,
        _ element: ConvertedClass
    ) -> ConvertedClass {
        var hasLocation = false
        if case .field = length { hasLocation = true }
        return ConvertedClass(
            fieldClass: .array(
                ArrayFieldClass(
                    length: length,
                    element: element.fieldClass,
                    minimumAlignmentBits: minimum,
                    attributes: attributes
                )
            ),
            canHaveBits: element.canHaveBits && length != .fixed(0),
            hasLocations: hasLocation
        )
    }

    private func variant(
        _ parts: [Part],
        _ selector: FieldLocation,
        _ attributes: Attributes,
        _ inner: [ConvertedClass]
    ) -> ConvertedClass {
        let options = zip(parts, inner).map { part, inside in
            VariantFieldClass.Option(
                name: part.name,
                inside.fieldClass,
                ranges: part.ranges,
                attributes: part.attributes
            )
        }
        return ConvertedClass(
            fieldClass: .variant(
                VariantFieldClass(options, selector: selector, attributes: attributes)
            ),
            hasLocations: true
        )
    }
}
