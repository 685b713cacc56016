// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLConverter {
    /// Makes the class of a root structure, which later ones can refer to.
    mutating func root(
        _ scope: FieldScope,
        _ structure: TSDLStructure?
    ) throws(CTFError) -> StructureFieldClass? {
        guard let structure else { return nil }
        self.scope = scope
        roots[scope.rawValue] = structure
        frames.removeAll(keepingCapacity: true)
        nodesLeft -= structure.size.nodes
        guard nodesLeft >= 0 else {
            throw resolver.error(
                0,
                "all types together have too many field classes when their names are expanded",
                TSDLRemedy.smaller
            )
        }
        return try self.structure(structure)
    }

    /// Makes a field class; the name is that of a structure member, and nil for anything else.
    private mutating func fieldClass(
        _ type: TSDLType,
        _ name: String?
    ) throws(CTFError) -> FieldClass {
        switch type {
        case .integer(let integer):
            return .integer(try self.integer(integer, [], name))
        case .enumeration(let enumeration):
            return .integer(try integer(enumeration.container, enumeration.mappings, name))
        case .floatingPoint(let number):
            return .floatingPoint(
                FloatingPointFieldClass(
                    BitLayout(
                        lengthBits: number.lengthBits,
                        byteOrder: number.byteOrder ?? byteOrder,
                        alignmentBits: number.alignmentBits
                    )
                )
            )
        case .string: return .string(StringFieldClass())
        case .structure(let structure): return .structure(try self.structure(structure))
        case .array(let array): return try self.array(array, name)
        case .variant(let variant): return .variant(try self.variant(variant))
        }
    }

    private mutating func structure(
        _ structure: TSDLStructure
    ) throws(CTFError) -> StructureFieldClass {
        var members: [StructureFieldClass.Member] = []
        members.reserveCapacity(structure.members.count)
        for (index, member) in structure.members.enumerated() {
            frames.append(.structure(structure, member: index))
            members.append(
                StructureFieldClass.Member(
                    member.shownName,
                    try fieldClass(member.type, member.name)
                )
            )
            frames.removeLast()
        }
        return StructureFieldClass(
            members,
            minimumAlignmentBits: structure.minimumAlignmentBits
        )
    }

    private mutating func integer(
        _ integer: TSDLInteger,
        _ mappings: [Mapping],
        _ name: String?
    ) throws(CTFError) -> IntegerFieldClass {
        IntegerFieldClass(
            BitLayout(
                lengthBits: integer.lengthBits,
                byteOrder: integer.byteOrder ?? byteOrder,
                alignmentBits: integer.alignmentBits
            ),
            isSigned: integer.isSigned,
            base: integer.base,
            mappings: mappings,
            roles: try roles(integer, name)
        )
    }

    private mutating func array(
        _ array: TSDLArray,
        _ name: String?
    ) throws(CTFError) -> FieldClass {
        let length: FieldLength
        switch array.length {
        case .fixed(let count): length = .fixed(count)
        case .field(let binding):
            let found = try targets(of: binding)
            for type in found.types where !type.canBe(isTag: false) {
                throw resolver.wrongKind(binding.offset, type, isTag: false)
            }
            length = .field(found.location)
        }
        if case .integer(let integer) = array.element {
            if integer.makesText { return .string(StringFieldClass(lengthBytes: length)) }
            if scope == .packetHeader, name == "uuid", frames.count == 1, length == .fixed(16),
                integer.isUUIDByte
            {
                return .blob(
                    BLOBFieldClass(lengthBytes: length, roles: [.metadataStreamUUID])
                )
            }
        }
        frames.append(.array)
        let element = try fieldClass(array.element, nil)
        frames.removeLast()
        return .array(ArrayFieldClass(length: length, element: element))
    }

    private mutating func variant(
        _ variant: TSDLVariant
    ) throws(CTFError) -> VariantFieldClass {
        guard let tag = variant.tag else { throw resolver.missingTag(0) }
        let found = try targets(of: tag)
        let ranges = try optionRanges(of: variant, found.types, tag.offset)
        let written = variant.options.map(\.name)
        let names = ShownNames.names(written) ?? written
        var options: [VariantFieldClass.Option] = []
        options.reserveCapacity(names.count)
        for (index, option) in variant.options.enumerated() {
            frames.append(.variant(option: index))
            options.append(
                VariantFieldClass.Option(
                    name: names[index],
                    try fieldClass(option.type, nil),
                    ranges: ranges[index]
                )
            )
            frames.removeLast()
        }
        return VariantFieldClass(options, selector: found.location)
    }

    /// The selector values of each option.
    private func optionRanges(
        of variant: TSDLVariant,
        _ tags: [TSDLType],
        _ offset: Int
    ) throws(CTFError) -> [IntegerRangeSet] {
        var result: [IntegerRangeSet]?
        for type in tags {
            guard case .enumeration(let enumeration) = type else {
                throw resolver.wrongKind(offset, type, isTag: true)
            }
            let ranges = variant.options.map { option in
                // An option that no label names is never chosen.
                enumeration.labels[Array(option.name.utf8)].map { enumeration.selectorRanges($0) }
                    ?? IntegerRangeSet([])
            }
            guard result == nil || result == ranges else {
                throw resolver.error(
                    offset,
                    "the tag can be one of several enumerations, whose labels have different"
                        + " values",
                    "Use enumerations with the same labels and values"
                )
            }
            result = ranges
        }
        guard let disjoint = DisjointRanges.firstWins(result ?? []) else {
            throw resolver.error(
                offset,
                "the labels of too many options share values",
                "Give the labels of options values of their own"
            )
        }
        guard disjoint.contains(where: { !$0.ranges.isEmpty }) else {
            throw resolver.error(
                offset,
                "no option of the variant has the name of a label of its tag",
                "Name the options after the labels that select them"
            )
        }
        return disjoint
    }
}
