// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLResolver {
    func missingTag(_ offset: Int) -> CTFError {
        error(
            offset,
            "the variant has no tag",
            "Write the enumeration field that selects the option between < and >"
        )
    }

    mutating func structure(_ syntax: TSDLStructureSyntax) throws(CTFError) -> TSDLType {
        guard let body = syntax.body else {
            let name = syntax.name ?? TSDLName(text: "", offset: syntax.offset)
            return try named(TSDLName(text: name.text, offset: syntax.offset), prefix: "struct ")
        }
        let structure = TSDLStructure()
        scopes.append([:])
        openStructures.append(structure)
        for member in body {
            try addMember(member, to: structure)
        }
        openStructures.removeLast()
        scopes.removeLast()
        if let alignment = syntax.alignment {
            structure.minimumAlignmentBits = try self.alignment(alignment)
        }
        if let shown = ShownNames.names(structure.members.map(\.name)) {
            for index in shown.indices { structure.members[index].shownName = shown[index] }
        }
        if let name = syntax.name {
            try define(name, prefix: "struct ", .structure(structure))
        }
        return .structure(structure)
    }

    private mutating func addMember(
        _ syntax: TSDLMemberSyntax,
        to structure: TSDLStructure
    ) throws(CTFError) {
        switch syntax {
        case .declaration(let declaration): try declare(declaration)
        case .fields(let typeSyntax, let declarators):
            let base = try self.base(typeSyntax, of: declarators)
            for declarator in declarators {
                let name = declarator.name
                let type = try self.type(base, typeSyntax, declarator)
                try checkTags(type, typeSyntax.offset)
                guard
                    structure.indexes.updateValue(structure.members.count, forKey: name.text) == nil
                else { throw duplicateMember(name) }
                guard structure.size.add(type, textBytes: source.bytes.count) else {
                    throw tooLarge(name.offset)
                }
                structure.members.append(
                    TSDLStructure.Member(
                        name: name.text,
                        shownName: name.text,
                        type: type,
                        offset: name.offset
                    )
                )
            }
        }
    }

    private func duplicateMember(_ name: TSDLName) -> CTFError {
        error(name.offset, "two members have the name \"\(name.text)\"", "Rename one")
    }

    /// Refuses a field whose variants have no tag.
    private func checkTags(_ type: TSDLType, _ offset: Int) throws(CTFError) {
        switch type {
        case .variant(let variant) where variant.tag == nil: throw missingTag(offset)
        case .array(let array): try checkTags(array.element, offset)
        default: return
        }
    }

    mutating func variant(_ syntax: TSDLVariantSyntax) throws(CTFError) -> TSDLType {
        let tag = try syntax.tag.map { reference throws(CTFError) in
            let binding = try bind(reference, "the tag")
            try checkKind(binding, isTag: true)
            return binding
        }
        guard let body = syntax.body else {
            let name = syntax.name ?? TSDLName(text: "", offset: syntax.offset)
            let type = try named(
                TSDLName(text: name.text, offset: syntax.offset),
                prefix: "variant "
            )
            guard case .variant(let variant) = type, let tag else { return type }
            return .variant(TSDLVariant(options: variant.options, tag: tag, size: variant.size))
        }
        var options: [TSDLVariant.Option] = []
        var names: Set<String> = []
        var size = TSDLSize()
        scopes.append([:])
        for member in body {
            guard case .fields(let typeSyntax, let declarators) = member else {
                if case .declaration(let declaration) = member { try declare(declaration) }
                continue
            }
            let base = try self.base(typeSyntax, of: declarators)
            for declarator in declarators {
                let type = try self.type(base, typeSyntax, declarator)
                try checkTags(type, typeSyntax.offset)
                guard names.insert(declarator.name.text).inserted else {
                    throw duplicateMember(declarator.name)
                }
                guard size.add(type, textBytes: source.bytes.count) else {
                    throw tooLarge(declarator.name.offset)
                }
                options.append(TSDLVariant.Option(name: declarator.name.text, type: type))
            }
        }
        scopes.removeLast()
        guard !options.isEmpty else {
            throw error(syntax.offset, "the variant has no option", "Add an option")
        }
        let type = TSDLType.variant(TSDLVariant(options: options, tag: tag, size: size))
        if let name = syntax.name { try define(name, prefix: "variant ", type) }
        return type
    }
}
