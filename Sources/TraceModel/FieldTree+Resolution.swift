// SPDX-License-Identifier: Apache-2.0

extension FieldTree {
    /// Why a location cannot be resolved.
    public enum LocationProblem: Error, Hashable, Sendable {
        /// There is no such root structure, or it is decoded later.
        case unknownOrigin
        /// The path goes out of a root structure.
        case noParent
        /// There is no member with this name.
        case unknownMember(String)
        /// The path goes into a field that has no members.
        case notStructure
        /// The path goes into an array which does not contain the dependent field.
        case foreignArray
        /// The path ends at a field which is no boolean and no integer.
        case notScalar
        /// The path ends at a field which is decoded after the dependent one.
        case notBefore
    }

    /// The indexes of the nodes whose field a location may lead to.
    ///
    /// There are several when the path goes through a variant.
    ///
    /// - Parameters:
    ///   - location: the location, which is a property of the dependent node's class.
    ///   - dependent: the index of the dependent node.
    /// - Returns: at least one index unless all options of a variant lack the member.
    /// - Throws: the reason why the location leads nowhere.
    public func targets(
        of location: FieldLocation,
        from dependent: Int
    ) throws(LocationProblem) -> [Int] {
        var places = [try start(of: location, from: dependent)]
        let path = normalized(location.path)
        for (number, step) in path.enumerated() {
            let isLast = number == path.count - 1
            var next: [Int] = []
            var isReached = false
            for place in places {
                guard case .structure = nodes[place].fieldClass else {
                    // One of several options of a variant may lack what another one has.
                    if places.count > 1 { continue }
                    throw .notStructure
                }
                guard let reached = try follow(step, from: place) else { continue }
                isReached = true
                try unwrap(reached, for: dependent, into: &next)
            }
            guard isReached else {
                if case .member(let name) = step { throw .unknownMember(name) }
                throw .noParent
            }
            if isLast { try check(next, before: dependent) }
            places = next
        }
        return places
    }

    /// Removes each step into a member which the next step leaves again, as a file system path
    /// would be simplified; such a member need not exist.
    private func normalized(_ path: [FieldLocation.Step]) -> [FieldLocation.Step] {
        var steps: [FieldLocation.Step] = []
        for step in path {
            if case .parent = step, case .member = steps.last {
                steps.removeLast()
            } else {
                steps.append(step)
            }
        }
        return steps
    }

    private func start(
        of location: FieldLocation,
        from dependent: Int
    ) throws(LocationProblem) -> Int {
        if let origin = location.origin {
            guard let root = roots[origin], root < dependent else { throw .unknownOrigin }
            return root
        }
        guard let structure = structure(containing: dependent) else { throw .noParent }
        return structure
    }

    private func structure(containing index: Int) -> Int? {
        var place = nodes[index].parent
        while let parent = place {
            if case .structure = nodes[parent].fieldClass { return parent }
            place = nodes[parent].parent
        }
        return nil
    }

    private func follow(
        _ step: FieldLocation.Step,
        from place: Int
    ) throws(LocationProblem) -> Int? {
        switch step {
        case .member(let name): return member(name, of: place)
        case .parent:
            guard let parent = structure(containing: place) else { throw .noParent }
            return parent
        }
    }

    /// Replaces arrays, optionals and variants by what they hold.
    private func unwrap(
        _ index: Int,
        for dependent: Int,
        into places: inout [Int]
    ) throws(LocationProblem) {
        var pending = [index]
        while let index = pending.popLast() {
            let node = nodes[index]
            switch node.fieldClass {
            case .array:
                guard index < dependent && dependent < node.end else { throw .foreignArray }
                pending.append(index + 1)
            case .optional: pending.append(index + 1)
            case .variant:
                // A dependent field within an option sees that option only.
                let current = node.children.first {
                    $0 <= dependent && dependent < nodes[$0].end
                }
                if let current {
                    pending.append(current)
                } else {
                    pending.append(contentsOf: node.children.reversed())
                }
            default: places.append(index)
            }
        }
    }

    private func check(_ places: [Int], before dependent: Int) throws(LocationProblem) {
        for place in places {
            guard place < dependent else { throw .notBefore }
            switch nodes[place].fieldClass {
            case .boolean, .integer, .variableLengthInteger: continue
            default: throw .notScalar
            }
        }
    }
}

extension FieldTree.LocationProblem: CustomStringConvertible {
    /// What is wrong, as the end of a sentence that begins with "the location".
    public var description: String {
        switch self {
        case .unknownOrigin: "starts from a structure which does not precede the field"
        case .noParent: "leaves the outermost structure"
        case .unknownMember(let name): "leads to a member \"\(name)\" which does not exist"
        case .notStructure: "goes into a field which has no members"
        case .foreignArray: "goes into an array which does not contain the field"
        case .notScalar: "leads to a field which is no boolean and no integer"
        case .notBefore: "leads to a field which does not precede the dependent one"
        }
    }
}
