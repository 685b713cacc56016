// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLConverter {
    /// A type that a path leads to, and its frame when the current field is inside it.
    private struct Candidate {
        let type: TSDLType
        let frame: Int?
    }

    /// Follows a reference from its root structure.
    ///
    /// Where the current field is inside an option of a variant, or an element of an array, only
    /// that option or element is seen. All other variants lead to each of their options.
    mutating func targets(
        of binding: TSDLBinding
    ) throws(CTFError) -> (location: FieldLocation, types: [TSDLType]) {
        var origin = scope
        var names = binding.path
        switch binding.origin {
        case .scope(let scope): origin = scope
        case .structure(let structure):
            names = path(to: structure) + names
        }
        guard origin.rawValue <= scope.rawValue, let root = roots[origin.rawValue] else {
            throw resolver.error(
                binding.offset,
                "the reference starts from a scope which does not precede the field",
                TSDLRemedy.location
            )
        }
        var candidates = [
            Candidate(type: .structure(root), frame: origin == scope ? 0 : nil)
        ]
        var steps: [FieldLocation.Step] = []
        for name in names {
            var next: [Candidate] = []
            var shown: String?
            for candidate in candidates {
                let member = try follow(name, candidate, binding.offset, &next)
                guard shown == nil || shown == member.shownName else {
                    throw resolver.error(
                        binding.offset,
                        "the reference leads to members which differ in leading underscores",
                        "Rename one of them"
                    )
                }
                shown = member.shownName
            }
            steps.append(.member(shown ?? name))
            candidates = next
        }
        return (FieldLocation(origin: origin, path: steps), candidates.map(\.type))
    }

    /// The names from the current root structure to a structure around the current field.
    private func path(to structure: TSDLStructure) -> [String] {
        let end = frames.lastIndex { frame in
            if case .structure(let outer, _) = frame { return outer === structure }
            return false
        }
        var names: [String] = []
        for frame in frames[..<(end ?? 0)] {
            if case .structure(let outer, let member) = frame {
                names.append(outer.members[member].name)
            }
        }
        return names
    }

    private mutating func follow(
        _ name: String,
        _ candidate: Candidate,
        _ offset: Int,
        _ next: inout [Candidate]
    ) throws(CTFError) -> TSDLStructure.Member {
        guard case .structure(let structure) = candidate.type else {
            throw resolver.error(
                offset,
                "the reference looks for \"\(name)\" in \(candidate.type.kindName)",
                TSDLRemedy.location
            )
        }
        guard let index = structure.indexes[name] else {
            throw resolver.error(
                offset,
                "the reference leads to a member \"\(name)\" which does not exist",
                TSDLRemedy.location
            )
        }
        var frame: Int?
        if let current = candidate.frame, current < frames.count,
            case .structure(_, let member) = frames[current]
        {
            guard index <= member else { throw notBefore(offset) }
            if index == member { frame = current + 1 }
        }
        try unwrap(structure.members[index].type, frame, offset, &next)
        return structure.members[index]
    }

    /// Goes through arrays and variants to what they contain.
    private mutating func unwrap(
        _ type: TSDLType,
        _ frame: Int?,
        _ offset: Int,
        _ next: inout [Candidate]
    ) throws(CTFError) {
        stepsLeft -= 1
        guard stepsLeft > 0 else {
            throw resolver.error(
                offset,
                "the references go through too many options",
                TSDLRemedy.smaller
            )
        }
        // Past the last frame is the current field itself.
        if let frame, frame >= frames.count { throw notBefore(offset) }
        switch type {
        case .array(let array):
            guard let frame else {
                throw resolver.error(
                    offset,
                    "the reference goes into an array which does not contain the field",
                    TSDLRemedy.location
                )
            }
            try unwrap(array.element, frame + 1, offset, &next)
        case .variant(let variant):
            if let frame {
                guard case .variant(let option) = frames[frame] else { throw notBefore(offset) }
                try unwrap(variant.options[option].type, frame + 1, offset, &next)
            } else {
                for option in variant.options {
                    try unwrap(option.type, nil, offset, &next)
                }
            }
        default: next.append(Candidate(type: type, frame: frame))
        }
    }

    private func notBefore(_ offset: Int) -> CTFError {
        resolver.error(
            offset,
            "the reference leads to a field which does not precede this one",
            TSDLRemedy.location
        )
    }
}
