// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    /// A property which names range sets; empty when it is not there.
    func mappings(_ object: Int, _ word: Word) throws(CTFError) -> [Mapping] {
        guard let node = tape.find(object, word) else { return [] }
        guard tape.nodes[node].kind == .object else {
            throw mismatch(object, word, "an object", node)
        }
        var mappings: [Mapping] = []
        for name in tape.children(node) {
            mappings.append(Mapping(name: tape.text(name), ranges: try rangeSet(name + 1)))
        }
        return mappings
    }

    /// A range set.
    func rangeSet(_ node: Int) throws(CTFError) -> IntegerRangeSet {
        let elements = tape.nodes[node].kind == .array ? tape.children(node) : []
        guard !elements.isEmpty else {
            throw error(
                node,
                "a range set must be an array with one or more ranges",
                Remedy.property
            )
        }
        var ranges: [IntegerRange] = []
        ranges.reserveCapacity(elements.count)
        for element in elements {
            let bounds = tape.nodes[element].kind == .array ? tape.children(element) : []
            guard bounds.count == 2, let lower = tape.integer(bounds[0]),
                let upper = tape.integer(bounds[1])
            else {
                throw error(element, "a range must be an array of two integers", Remedy.property)
            }
            guard let range = IntegerRange(lower: lower, upper: upper) else {
                throw error(
                    element,
                    "the range from \(lower) to \(upper) is empty",
                    Remedy.property
                )
            }
            ranges.append(range)
        }
        return IntegerRangeSet(ranges)
    }

    /// A field location property which must be there.
    mutating func location(_ object: Int, _ word: Word) throws(CTFError) -> FieldLocation {
        let node = try required(object, word)
        if tape.nodes[node].kind == .array { return try draftLocation(node) }
        try checkObject(node, "field location")
        try allow([.origin, .path], in: node, hasAttributes: false)
        var origin: FieldScope?
        if let name = try self.word(node, .origin, "an origin") {
            origin = FieldScope.byWord[name]
            if origin == nil {
                throw error(node, "\"\(name.rawValue)\" is not an origin", Remedy.property)
            }
        }
        let path = try required(node, .path)
        guard tape.nodes[path].kind == .array else {
            throw mismatch(node, .path, "an array", path)
        }
        return try location(origin, tape.children(path), of: path)
    }

    private func location(
        _ origin: FieldScope?,
        _ elements: [Int],
        of node: Int
    ) throws(CTFError) -> FieldLocation {
        var steps: [FieldLocation.Step] = []
        for element in elements {
            switch tape.nodes[element].kind {
            case .string: steps.append(.member(tape.text(element)))
            case .null: steps.append(.parent)
            default:
                throw error(element, "a path consists of strings and nulls", Remedy.property)
            }
        }
        guard case .member = steps.last else {
            throw error(node, "the path does not end with a member's name", Remedy.property)
        }
        return FieldLocation(origin: origin, path: steps)
    }

    /// A field location of the draft dialect: an array which begins with the origin.
    private mutating func draftLocation(_ node: Int) throws(CTFError) -> FieldLocation {
        let elements = tape.children(node)
        guard let first = elements.first, let word = tape.nodes[first].word,
            let origin = FieldScope.byWord[word]
        else {
            throw error(node, "a field location must be an object", Remedy.property)
        }
        isDraft = true
        return try location(origin, Array(elements.dropFirst()), of: node)
    }
}
