// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension ClassTranslator {
    /// The names of packet context members which mean something in CTF 1.8.
    static let packetContextNames: Set<String> = [
        "packet_size", "content_size", "timestamp_begin", "timestamp_end", "events_discarded",
        "packet_seq_num",
    ]

    mutating func structure(
        _ index: Int,
        _ structure: StructureFieldClass,
        _ path: [String]
    ) throws(CTFError) -> StructureFieldClass {
        if structure.mayBeginWithNothing { builder.appendAlignment() }
        var taken = Set(structure.members.map(\.name))
        var members: [StructureFieldClass.Member] = []
        for (member, child) in zip(structure.members, tree.nodes[index].children) {
            if isWrittenAnew(child) {
                builder.append(.skip)
                continue
            }
            var location: FieldLocation?
            if let companion = try companion(child) {
                let name = Self.freeName(member.name + companion.suffix, &taken)
                members.append(StructureFieldClass.Member(name, fieldClass(companion)))
                appendCompanion(companion)
                location = self.location(path + [name], child)
            }
            members.append(
                StructureFieldClass.Member(
                    member.name,
                    try translate(child, path + [member.name], location),
                    attributes: member.attributes
                )
            )
        }
        return StructureFieldClass(
            members,
            minimumAlignmentBits: 8,
            attributes: structure.attributes
        )
    }

    /// Whether a member of the packet context tells what the writer tells itself.
    private func isWrittenAnew(_ index: Int) -> Bool {
        let node = tree.nodes[index]
        guard node.scope == .packetContext, let parent = node.parent,
            tree.nodes[parent].parent == nil
        else { return false }
        let roles: [FieldRole]
        switch node.fieldClass {
        case .integer(let integer): roles = integer.roles
        case .variableLengthInteger(let integer): roles = integer.roles
        default: return false
        }
        if sourceFormat == .ctf1, !Self.packetContextNames.contains(node.name ?? "") {
            return false
        }
        return roles.contains { $0.isEffective(in: .packetContext, format: sourceFormat) }
    }

    private func location(_ path: [String], _ index: Int) -> FieldLocation {
        FieldLocation(origin: tree.nodes[index].scope, path: path.map { .member($0) })
    }

    static func freeName(_ wanted: String, _ taken: inout Set<String>) -> String {
        var name = wanted
        while !taken.insert(name).inserted { name += "_" }
        return name
    }

    /// Translates a field that is not a member of a structure: with a companion, it becomes one.
    private mutating func inner(_ index: Int, _ path: [String]) throws(CTFError) -> FieldClass {
        guard let companion = try companion(index) else {
            return try translate(index, path, nil)
        }
        let name = "value" + companion.suffix
        appendCompanion(companion)
        let value = try translate(
            index,
            path + ["value"],
            location(path + [name], index)
        )
        return .structure(
            StructureFieldClass(
                [
                    StructureFieldClass.Member(name, fieldClass(companion)),
                    StructureFieldClass.Member("value", value),
                ],
                minimumAlignmentBits: 8
            )
        )
    }

    mutating func array(
        _ index: Int,
        _ array: ArrayFieldClass,
        _ path: [String],
        _ companion: FieldLocation?
    ) throws(CTFError) -> FieldClass {
        let length = try length(array.length, index, companion)
        builder.appendAlignment()
        let start = builder.next
        builder.append(.array)
        let element = try inner(tree.nodes[index].children[0], path)
        builder.append(.nextElement, operand: Int(start) + 1)
        builder.close(start)
        return .array(
            ArrayFieldClass(length: length, element: element, attributes: array.attributes)
        )
    }

    /// In CTF 1.8, an optional is a variant of an empty structure and the content.
    mutating func optional(
        _ index: Int,
        _ optional: OptionalFieldClass,
        _ path: [String],
        _ companion: FieldLocation?
    ) throws(CTFError) -> FieldClass {
        let selector = try kept(optional.selector, from: index, or: companion)
        let start = builder.next
        builder.append(.optional)
        let content = try inner(tree.nodes[index].children[0], path)
        builder.close(start)
        guard format == .ctf1 else {
            return .optional(
                OptionalFieldClass(
                    content,
                    selector: selector,
                    selectorRanges: companion == nil ? optional.selectorRanges : nil,
                    attributes: optional.attributes
                )
            )
        }
        return .variant(
            VariantFieldClass(
                [
                    VariantFieldClass.Option(
                        name: "none",
                        .structure(StructureFieldClass([], minimumAlignmentBits: 8)),
                        ranges: IntegerRangeSet(values: 0)
                    ),
                    VariantFieldClass.Option(
                        name: "content",
                        content,
                        ranges: IntegerRangeSet(values: 1)
                    ),
                ],
                selector: selector
            )
        )
    }

    mutating func variant(
        _ index: Int,
        _ variant: VariantFieldClass,
        _ path: [String],
        _ companion: FieldLocation?
    ) throws(CTFError) -> FieldClass {
        let selector = try kept(variant.selector, from: index, or: companion)
        let names = optionNames(variant)
        let table = builder.jumps.count
        builder.append(.variant, operand: table, number: UInt64(variant.options.count))
        builder.jumps += variant.options.map { _ in 0 }
        var ends: [UInt32] = []
        var options: [VariantFieldClass.Option] = []
        for (number, option) in variant.options.enumerated() {
            builder.jumps[table + number] = builder.next
            let translated = try inner(tree.nodes[index].children[number], path)
            ends.append(builder.next)
            builder.append(.jump)
            let isNumbered = companion != nil
            options.append(
                VariantFieldClass.Option(
                    name: format == .ctf1 ? names[number] : option.name,
                    translated,
                    ranges: isNumbered ? IntegerRangeSet(values: Int128(number)) : option.ranges,
                    attributes: option.attributes
                )
            )
        }
        for end in ends { builder.close(end) }
        return .variant(
            VariantFieldClass(options, selector: selector, attributes: variant.attributes)
        )
    }
}

extension StructureFieldClass {
    /// Whether the structure is aligned although its first member may take no bits.
    fileprivate var mayBeginWithNothing: Bool {
        switch members.first?.fieldClass {
        case nil, .optional, .variant: true
        default: false
        }
    }
}

extension ClassTranslator.Companion {
    /// What the name of a companion has behind that of its field.
    fileprivate var suffix: String {
        switch self {
        case .elementCount, .byteCount: "_len"
        case .presence, .presenceTag, .tag: "_tag"
        }
    }
}
