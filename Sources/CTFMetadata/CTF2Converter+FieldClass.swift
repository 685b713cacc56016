// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    /// A root structure, and what the checks need to know of it.
    struct RootClass {
        let structure: StructureFieldClass
        let facts: ConvertedClass
    }

    /// A field class which is still to be drafted.
    private struct Pending {
        let node: Int
        /// The draft which contains it.
        let parent: Int?
        let depth: Int
    }

    /// A root structure property, if it is there.
    mutating func rootClass(_ word: Word) throws(CTFError) -> RootClass? {
        guard let node = tape.find(0, word) else { return nil }
        let facts = try fieldClass(node)
        guard case .structure(let structure) = facts.fieldClass else {
            throw error(node, "the class is no structure", Remedy.property)
        }
        return RootClass(structure: structure, facts: facts)
    }

    /// A field class, given in place or by the name of an alias, with all that is inside it.
    mutating func fieldClass(_ node: Int) throws(CTFError) -> ConvertedClass {
        var drafts: [FieldClassDraft] = []
        var pending = [Pending(node: node, parent: nil, depth: 1)]
        while let next = pending.popLast() {
            let draft = try draft(next.node, depth: next.depth)
            if let parent = next.parent { drafts[parent].children.append(drafts.count) }
            for inner in draft.nodes.reversed() {
                pending.append(
                    Pending(node: inner, parent: drafts.count, depth: next.depth + 1)
                )
            }
            drafts.append(draft)
        }
        // Each draft precedes those inside it.
        var inner: [ConvertedClass] = []
        for index in drafts.indices.reversed() {
            inner.removeAll(keepingCapacity: true)
            for child in drafts[index].children {
                if case .whole(let whole) = drafts[child].shape { inner.append(whole) }
            }
            let whole = drafts[index].assembled(inner)
            drafts[index].shape = .whole(whole)
        }
        guard case .whole(let whole) = drafts[0].shape else { return drafts[0].assembled([]) }
        return whole
    }

    private mutating func draft(_ node: Int, depth: Int) throws(CTFError) -> FieldClassDraft {
        guard depth <= Self.depthLimit else { throw tooDeep(node) }
        if tape.nodes[node].kind == .string {
            guard let alias = aliases[Array(tape.utf8(node))] else {
                throw error(
                    node,
                    "there is no field class alias \"\(tape.text(node))\" before",
                    "Put the field-class-alias fragment before this one"
                )
            }
            guard depth + alias.depth - 1 <= Self.depthLimit else { throw tooDeep(node) }
            expanded += alias.nodes
            guard expanded <= Self.expansionLimit else {
                throw error(
                    node,
                    "aliases expand to more than \(Self.expansionLimit) field classes "
                        + "in one fragment",
                    Remedy.smaller
                )
            }
            return FieldClassDraft(.whole(alias))
        }
        try checkObject(node, "field class")
        let type = try requiredWord(node, .type, "a field class type")
        switch type {
        case .structure: return try structure(node)
        case .staticLengthArray: return try array(node, isDynamic: false)
        case .dynamicLengthArray: return try array(node, isDynamic: true)
        case .optional: return try optional(node)
        case .variant: return try variant(node)
        default: return FieldClassDraft(.whole(try leaf(node, type)))
        }
    }

    private func tooDeep(_ node: Int) -> CTFError {
        error(
            node,
            "field classes are nested more than \(Self.depthLimit) deep",
            Remedy.smaller
        )
    }
}
