// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension ElementLister {
    /// The value of a length or selector field.
    enum Located {
        case boolean(Bool)
        case integer(Int128, isSigned: Bool)
    }

    /// Finds the field that a location leads to.
    ///
    /// - Parameters:
    ///   - location: a property of the dependent field's class.
    ///   - structure: the structure that immediately contains the dependent field.
    /// - Returns: the field, or a selector's value.
    /// - Throws: that the location leads nowhere in this record.
    func locate(
        _ location: FieldLocation,
        from structure: DecodedNode
    ) throws(ElementStop) -> Located {
        var node = structure
        if let origin = location.origin {
            guard let root = roots[origin] else {
                throw malformed("a location starts from a structure that is not decoded")
            }
            node = root
        }
        let path = Self.simplified(location.path)
        for (number, step) in path.enumerated() {
            node = try follow(step, from: node)
            let isLast = number == path.count - 1
            switch node.kind {
            case .boolean(let value):
                guard isLast else { throw malformed("a location goes into a boolean") }
                return .boolean(value)
            case .integer(let value, let isSigned):
                guard isLast else { throw malformed("a location goes into an integer") }
                guard let value else {
                    throw stop(.unsupported, "a length or selector has more than 64 bits")
                }
                return .integer(value, isSigned: isSigned)
            case .structure: continue
            default: throw malformed("a location leads to a field which is no integer")
            }
        }
        throw malformed("a location ends at a structure")
    }

    private func follow(
        _ step: FieldLocation.Step,
        from start: DecodedNode
    ) throws(ElementStop) -> DecodedNode {
        var node: DecodedNode
        switch step {
        case .member(let name):
            guard let member = start.member(name) else {
                throw malformed("a location leads to \"\(name)\", which is not decoded")
            }
            node = member
        case .parent:
            guard let parent = start.parent else {
                throw malformed("a location leaves the outermost structure")
            }
            node = parent
        }
        while true {
            switch node.kind {
            case .array(let element):
                guard let element else {
                    throw malformed("a location leads to an array that is not being decoded")
                }
                node = element
            case .holder(let content):
                guard let content else {
                    throw malformed("a location leads to an optional that holds nothing")
                }
                node = content
            default: return node
            }
        }
    }

    /// Removes each step into a member which the next step leaves again.
    private static func simplified(_ path: [FieldLocation.Step]) -> [FieldLocation.Step] {
        var steps: [FieldLocation.Step] = []
        for step in path {
            if step == .parent, let last = steps.last, last != .parent {
                steps.removeLast()
            } else {
                steps.append(step)
            }
        }
        return steps
    }
}
