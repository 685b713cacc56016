// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    private static let structureWords: Set<Word> = [.type, .memberClasses, .minimumAlignment]
    private static let memberWords: Set<Word> = [.name, .fieldClass]
    private static let optionWords: Set<Word> = [.name, .fieldClass, .selectorFieldRanges]

    mutating func structure(_ node: Int) throws(CTFError) -> FieldClassDraft {
        try allow(Self.structureWords, in: node)
        var parts: [FieldClassDraft.Part] = []
        var nodes: [Int] = []
        var names: [Int] = []
        if let value = tape.find(node, .memberClasses) {
            guard tape.nodes[value].kind == .array else {
                throw mismatch(node, .memberClasses, "an array", value)
            }
            for member in tape.children(value) {
                try checkObject(member, "structure member")
                try allow(Self.memberWords, in: member)
                let name = try requiredString(member, .name)
                names.append(try required(member, .name))
                parts.append(FieldClassDraft.Part(name: name, attributes: try attributes(member)))
                nodes.append(try required(member, .fieldClass))
            }
        }
        if let name = tape.repeated(names) {
            throw error(name, "two members have the name \"\(tape.text(name))\"", "Rename one")
        }
        return FieldClassDraft(
            .structure(
                parts,
                minimumAlignmentBits: try alignment(node, .minimumAlignment),
                try attributes(node)
            ),
            nodes: nodes
        )
    }

    mutating func array(_ node: Int, isDynamic: Bool) throws(CTFError) -> FieldClassDraft {
        try allow(
            [
                .type, isDynamic ? .lengthFieldLocation : .length, .elementFieldClass,
                .minimumAlignment,
            ],
            in: node
        )
        return FieldClassDraft(
            .array(
                try length(node, isDynamic: isDynamic),
                minimumAlignmentBits: try alignment(node, .minimumAlignment),
                try attributes(node)
            ),
            nodes: [try required(node, .elementFieldClass)]
        )
    }

    mutating func optional(_ node: Int) throws(CTFError) -> FieldClassDraft {
        try allow(
            [.type, .fieldClass, .selectorFieldLocation, .selectorFieldRanges],
            in: node
        )
        var ranges: IntegerRangeSet?
        if let value = tape.find(node, .selectorFieldRanges) { ranges = try rangeSet(value) }
        return FieldClassDraft(
            .optional(try location(node, .selectorFieldLocation), ranges, try attributes(node)),
            nodes: [try required(node, .fieldClass)]
        )
    }

    mutating func variant(_ node: Int) throws(CTFError) -> FieldClassDraft {
        try allow([.type, .options, .selectorFieldLocation], in: node)
        let value = try required(node, .options)
        let elements = tape.nodes[value].kind == .array ? tape.children(value) : []
        guard !elements.isEmpty else {
            throw error(
                node,
                "\"options\" must be an array with one or more options",
                Remedy.property
            )
        }
        var parts: [FieldClassDraft.Part] = []
        var nodes: [Int] = []
        var names: [Int] = []
        for element in elements {
            try checkObject(element, "variant option")
            try allow(Self.optionWords, in: element)
            let name = try string(element, .name)
            if name != nil { names.append(try required(element, .name)) }
            parts.append(
                FieldClassDraft.Part(
                    name: name,
                    ranges: try rangeSet(try required(element, .selectorFieldRanges)),
                    attributes: try attributes(element)
                )
            )
            nodes.append(try required(element, .fieldClass))
        }
        if let name = tape.repeated(names) {
            throw error(name, "two options have the name \"\(tape.text(name))\"", "Rename one")
        }
        try checkDisjoint(parts, node)
        return FieldClassDraft(
            .variant(parts, try location(node, .selectorFieldLocation), try attributes(node)),
            nodes: nodes
        )
    }

    /// Refuses options that share a selector value.
    ///
    /// Going through the ranges in the order of their lower bounds, a range can only intersect an
    /// earlier one if it begins before the greatest upper bound so far.
    private func checkDisjoint(
        _ options: [FieldClassDraft.Part],
        _ node: Int
    ) throws(CTFError) {
        var ranges: [(range: IntegerRange, option: Int)] = []
        for (index, option) in options.enumerated() {
            for range in option.ranges.ranges { ranges.append((range, index)) }
        }
        ranges.sort { $0.range.lower < $1.range.lower }
        guard var last = ranges.first else { return }
        for next in ranges.dropFirst() {
            if next.range.lower <= last.range.upper && next.option != last.option {
                throw error(
                    node,
                    "the ranges of the options \(last.option) and \(next.option) intersect",
                    Remedy.property
                )
            }
            if next.range.upper > last.range.upper { last = next }
        }
    }
}
