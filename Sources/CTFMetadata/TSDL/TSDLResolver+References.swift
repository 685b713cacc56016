// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLResolver {
    /// The scopes that an absolute reference can begin with.
    private static let prefixes: [(names: [String], scope: FieldScope)] = [
        (["trace", "packet", "header"], .packetHeader),
        (["stream", "packet", "context"], .packetContext),
        (["stream", "event", "header"], .eventRecordHeader),
        (["stream", "event", "context"], .eventRecordCommonContext),
        (["event", "context"], .eventRecordSpecificContext),
        (["event", "fields"], .eventRecordPayload),
    ]

    /// Binds a reference to a root structure, or to the innermost structure around it which has a
    /// member with the first name.
    ///
    /// All members that the structures have by now precede the reference, which makes this the rule
    /// for references within types that are declared here and used elsewhere too.
    func bind(_ reference: TSDLReference, _ what: String) throws(CTFError) -> TSDLBinding {
        let names = reference.names
        for prefix in Self.prefixes where names.starts(with: prefix.names) {
            let path = Array(names.dropFirst(prefix.names.count))
            if path.isEmpty { break }
            return TSDLBinding(origin: .scope(prefix.scope), path: path, offset: reference.offset)
        }
        for structure in openStructures.reversed() {
            guard let first = names.first, structure.indexes[first] != nil else { continue }
            return TSDLBinding(
                origin: .structure(structure),
                path: names,
                offset: reference.offset
            )
        }
        throw error(
            reference.offset,
            "no field \"\(names.joined(separator: "."))\" precedes this place, where \(what) is"
                + " taken from it",
            TSDLRemedy.location
        )
    }

    /// Refuses a reference which leads straight to a field of the wrong kind.
    ///
    /// This finds errors in types which are declared and never used; all others are found when the
    /// field classes are made.
    func checkKind(_ binding: TSDLBinding, isTag: Bool) throws(CTFError) {
        guard case .structure(let structure) = binding.origin, binding.path.count == 1,
            let index = structure.indexes[binding.path[0]]
        else { return }
        switch structure.members[index].type {
        case .variant, .array: return
        case let type:
            guard type.canBe(isTag: isTag) else {
                throw wrongKind(binding.offset, type, isTag: isTag)
            }
        }
    }

    func wrongKind(_ offset: Int, _ type: TSDLType, isTag: Bool) -> CTFError {
        error(
            offset,
            isTag
                ? "the tag of a variant is \(type.kindName), not an enumeration"
                : "the length of an array is \(type.kindName), not an unsigned integer",
            isTag ? "Name an enumeration field" : "Name an unsigned integer field"
        )
    }
}

extension TSDLType {
    /// Whether a field of the type can be the tag of a variant, or else the length of an array.
    func canBe(isTag: Bool) -> Bool {
        switch self {
        case .enumeration(let enumeration): isTag || !enumeration.container.isSigned
        case .integer(let integer): !isTag && !integer.isSigned
        default: false
        }
    }
}
