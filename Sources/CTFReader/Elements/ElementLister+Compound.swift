// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension ElementLister {
    /// Decodes a structure.
    mutating func list(
        _ structure: StructureFieldClass,
        _ node: DecodedNode,
        name: String?,
        in scope: FieldScope
    ) throws(ElementStop) {
        try align(structure.alignmentBits)
        begin(.structure, name: name)
        node.kind = .structure([:])
        for member in structure.members {
            let field = DecodedNode(.other, in: node)
            node.add(field, member.name)
            try list(
                member.fieldClass,
                field,
                Place(structure: node, scope: scope, name: member.name)
            )
        }
        end()
    }

    /// Decodes an array.
    mutating func list(
        _ array: ArrayFieldClass,
        _ node: DecodedNode,
        _ place: Place
    ) throws(ElementStop) {
        let count = try value(of: array.length, place)
        try align(FieldClass.array(array).alignmentBits)
        let kind: Element.LengthKind = if case .fixed = array.length { .fixed } else { .dynamic }
        begin(.array(kind, count: count), name: place.name)
        var emptyCount: UInt64 = 0
        for _ in 0..<count {
            let start = position
            let element = DecodedNode(.other, in: place.structure)
            node.kind = .array(element)
            try list(array.element, element, place.inside)
            if position == start { emptyCount += 1 }
            guard emptyCount <= Self.emptyElementLimit else {
                throw stop(.unsupported, "an array has too many elements without bits")
            }
        }
        node.kind = .array(nil)
        end()
    }

    /// Decodes an optional.
    mutating func list(
        _ optional: OptionalFieldClass,
        _ node: DecodedNode,
        _ place: Place
    ) throws(ElementStop) {
        node.kind = .holder(nil)
        let isPresent: Bool
        switch try locate(optional.selector, from: place.structure) {
        case .boolean(let value):
            isPresent = value
            begin(.booleanOptional(isPresent: isPresent), name: place.name)
        case .integer(let value, let isSigned):
            isPresent = optional.selectorRanges?.contains(value) ?? (value != 0)
            begin(
                .integerOptional(isPresent: isPresent, selector: value, isSigned: isSigned),
                name: place.name
            )
        }
        if isPresent {
            let content = DecodedNode(.other, in: place.structure)
            node.kind = .holder(content)
            try list(optional.content, content, place.inside)
        }
        end()
    }

    /// Decodes a variant.
    mutating func list(
        _ variant: VariantFieldClass,
        _ node: DecodedNode,
        _ place: Place
    ) throws(ElementStop) {
        node.kind = .holder(nil)
        guard
            case .integer(let selector, let isSigned) = try locate(
                variant.selector,
                from: place.structure
            )
        else { throw malformed("the selector of a variant is no integer") }
        let chosen = variant.options.firstIndex { $0.ranges.contains(selector) }
        guard let chosen else {
            throw malformed("no option of a variant has the selector \(selector)")
        }
        begin(
            .variant(selector: selector, isSigned: isSigned, option: chosen),
            name: place.name
        )
        let content = DecodedNode(.other, in: place.structure)
        node.kind = .holder(content)
        try list(variant.options[chosen].fieldClass, content, place.inside)
        end()
    }
}
