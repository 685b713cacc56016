// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension ClassTranslator {
    /// A field that is written before another one, which needs it.
    enum Companion {
        /// The count of elements of an array.
        case elementCount
        /// The count of bytes of a string or a BLOB.
        case byteCount
        /// Whether an optional is there, as a boolean.
        case presence
        /// Whether an optional is there, as an enumeration.
        case presenceTag
        /// Which option of a variant there is.
        case tag(VariantFieldClass)
    }

    /// The field that must be written before one; nil when it needs none.
    func companion(_ index: Int) throws(CTFError) -> Companion? {
        switch tree.nodes[index].fieldClass {
        case .string(let string):
            guard format == .ctf2, case .field(let location)? = string.lengthBytes else {
                return nil
            }
            return try keptLocation(location, from: index) == nil ? .byteCount : nil
        case .blob(let blob):
            guard case .field(let location) = blob.lengthBytes else { return nil }
            return try keptLocation(location, from: index) == nil ? .byteCount : nil
        case .array(let array):
            guard case .field(let location) = array.length else { return nil }
            return try keptLocation(location, from: index) == nil ? .elementCount : nil
        case .optional(let optional):
            if format == .ctf1 { return .presenceTag }
            return try keptLocation(optional.selector, from: index) == nil ? .presence : nil
        case .variant(let variant):
            let isKept = try keptLocation(variant.selector, from: index) != nil
            guard isKept else { return .tag(variant) }
            if format == .ctf2 { return nil }
            return try isTagged(index, variant) ? nil : .tag(variant)
        default: return nil
        }
    }

    /// The class of a companion.
    func fieldClass(_ companion: Companion) -> FieldClass {
        switch companion {
        case .elementCount: .unsigned(bits: 64)
        case .byteCount: .unsigned(bits: 32)
        case .presence: .boolean(BooleanFieldClass(Self.layout(8)))
        case .presenceTag:
            .integer(
                IntegerFieldClass(
                    Self.layout(8),
                    mappings: [
                        Mapping(name: "none", ranges: IntegerRangeSet(values: 0)),
                        Mapping(name: "content", ranges: IntegerRangeSet(values: 1)),
                    ]
                )
            )
        case .tag(let variant):
            .integer(
                IntegerFieldClass(
                    Self.layout(32),
                    mappings: tagLabels(variant).enumerated().map { number, label in
                        Mapping(name: label, ranges: IntegerRangeSet(values: Int128(number)))
                    }
                )
            )
        }
    }

    /// Appends the step that writes a companion.
    mutating func appendCompanion(_ companion: Companion) {
        switch companion {
        case .elementCount: builder.append(.peekValue, operand: 8)
        case .byteCount: builder.append(.peekByteCount, operand: 4)
        case .presence, .presenceTag: builder.append(.peekValue, operand: 1)
        case .tag: builder.append(.peekValue, operand: 4)
        }
    }

    /// The names for the options of a variant: their own, or made ones where those are missing or
    /// equal.
    func optionNames(_ variant: VariantFieldClass) -> [String] {
        var taken: Set<String> = []
        return variant.options.enumerated().map { number, option in
            var name = option.name ?? "option\(number)"
            while !taken.insert(name).inserted { name += "_\(number)" }
            return name
        }
    }

    /// The labels that choose the options of a variant.
    ///
    /// In CTF 1.8 a name that is a word of the language, or begins with an underscore, has another
    /// underscore before it, which readers remove.
    private func tagLabels(_ variant: VariantFieldClass) -> [String] {
        optionNames(variant).map { format == .ctf1 ? Self.protected($0) : $0 }
    }

    /// A name as a label of CTF 1.8 has to have it.
    static func protected(_ name: String) -> String {
        name.hasPrefix("_") || reservedWords.contains(name) ? "_\(name)" : name
    }

    private static let reservedWords: Set<String> = [
        "align", "callsite", "char", "clock", "const", "double", "enum", "env", "event", "float",
        "floating_point", "int", "integer", "long", "short", "signed", "stream", "string", "struct",
        "trace", "typealias", "typedef", "unsigned", "variant", "void", "_Bool", "_Complex",
        "_Imaginary",
    ]
}

extension ClassTranslator {
    func targets(_ location: FieldLocation, from index: Int) throws(CTFError) -> [Int] {
        do throws(FieldTree.LocationProblem) {
            return try tree.targets(of: location, from: index)
        } catch {
            throw limit(index, "the field location \(error)")
        }
    }

    /// The absolute location in the output of a field; nil when it is not written.
    func keptLocation(
        _ location: FieldLocation,
        from index: Int
    ) throws(CTFError) -> FieldLocation? {
        let targets = try targets(location, from: index)
        guard let first = targets.first, let path = paths[first], !path.isEmpty,
            targets.allSatisfy({ paths[$0] == path }),
            format == .ctf2 || targets.allSatisfy({ isDirect($0, from: index) })
        else { return nil }
        return FieldLocation(origin: tree.nodes[first].scope, path: path.map { .member($0) })
    }

    /// Whether no option of a variant must be entered to come from one field to another.
    ///
    /// CTF 1.8 does not say how to name a field inside of another variant.
    private func isDirect(_ target: Int, from index: Int) -> Bool {
        var place = tree.nodes[target].parent
        while let node = place, !(node < index && index < tree.nodes[node].end) {
            switch tree.nodes[node].fieldClass {
            case .structure: place = tree.nodes[node].parent
            default: return false
            }
        }
        return true
    }

    func kept(
        _ location: FieldLocation,
        from index: Int,
        or companion: FieldLocation? = nil
    ) throws(CTFError) -> FieldLocation {
        if let companion { return companion }
        guard let kept = try keptLocation(location, from: index) else {
            throw limit(index, "the field that a length or selector is in is not written")
        }
        return kept
    }

    /// Whether the selector of a variant is an enumeration with the names of the options.
    private func isTagged(_ index: Int, _ variant: VariantFieldClass) throws(CTFError) -> Bool {
        let names = variant.options.compactMap(\.name)
        guard names.count == variant.options.count, Set(names).count == names.count else {
            return false
        }
        for target in try targets(variant.selector, from: index) {
            // Babeltrace 2 wants the name of a member of the same structure.
            guard tree.nodes[target].parent == tree.nodes[index].parent,
                case .integer(let integer) = tree.nodes[target].fieldClass
            else { return false }
            for option in variant.options {
                // The label may have an underscore which the name of the option has lost.
                let name = option.name ?? ""
                let isLabelled = integer.mappings.contains { mapping in
                    (mapping.name == name || mapping.name == "_\(name)")
                        && mapping.ranges.clipped(
                            lengthBits: integer.layout.lengthBits,
                            isSigned: integer.isSigned
                        ) == option.ranges
                }
                guard isLabelled else { return false }
            }
        }
        return true
    }
}
