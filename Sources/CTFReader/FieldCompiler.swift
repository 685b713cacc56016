// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Turns the classes of one data stream class or event record class into nodes.
///
/// Each field that a location names gets a slot; decoding it stores its value there.
struct FieldCompiler {
    typealias Roots = [FieldLocation.Origin: StructureClass]

    private static let maximumDepth = 1_000
    private let roots: Roots
    /// Slots by the path of the located field: the origin and the indexes of members.
    private(set) var slots: [[Int]: Int]

    init(roots: Roots, slots: [[Int]: Int] = [:]) {
        self.roots = roots
        self.slots = slots
    }

    /// First finds what locations name under a root, so that nodes compiled later have their slots.
    mutating func findLocations(under origin: FieldLocation.Origin) throws(CTFError) {
        guard let root = roots[origin] else { return }
        try find(FieldClass(.structure(root)), [Self.number(origin)], 0)
    }

    func compile(_ origin: FieldLocation.Origin) throws(CTFError) -> FieldNode? {
        guard let root = roots[origin] else { return nil }
        return try node("", FieldClass(.structure(root)), [Self.number(origin)], 0)
    }

    private static func number(_ origin: FieldLocation.Origin) -> Int {
        switch origin {
        case .packetHeader: -1
        case .packetContext: -2
        case .eventRecordHeader: -3
        case .eventRecordCommonContext: -4
        case .eventRecordSpecificContext: -5
        case .eventRecordPayload: -6
        }
    }

    private mutating func find(
        _ fieldClass: FieldClass,
        _ path: [Int],
        _ depth: Int
    ) throws(CTFError) {
        guard depth < Self.maximumDepth else {
            throw CTFError(.unreadable, "metadata", "fields nest deeper than \(Self.maximumDepth)")
        }
        if let location = Self.location(of: fieldClass) {
            let target = try resolve(location, from: path)
            slots[target] = slots[target] ?? slots.count
        }
        switch fieldClass.kind {
        case .structure(let structure):
            for (index, member) in structure.members.enumerated() {
                try find(member.fieldClass, path + [index], depth + 1)
            }
        case .array(_, let element, _):
            try find(element, path, depth + 1)
        case .optional(let wrapped, _):
            try find(wrapped, path, depth + 1)
        case .variant(let options, _):
            for option in options { try find(option.fieldClass, path, depth + 1) }
        default:
            break
        }
    }

    private static func location(of fieldClass: FieldClass) -> FieldLocation? {
        switch fieldClass.kind {
        case .string(.dynamic(let location), _), .blob(.dynamic(let location), _, _),
            .array(.dynamic(let location), _, _), .variant(_, let location):
            location
        case .optional(_, let selector): selector.location
        default: nil
        }
    }

    /// The path of the field that a location names from the field at a path.
    private func resolve(_ location: FieldLocation, from path: [Int]) throws(CTFError) -> [Int] {
        var current = Array(path.dropLast())
        if let origin = location.origin { current = [Self.number(origin)] }
        for step in location.path {
            guard let step else {
                guard current.count > 1 else { throw unresolved(location) }
                current.removeLast()
                continue
            }
            guard let structure = structure(at: current),
                let index = structure.members.firstIndex(where: { $0.name == step })
            else { throw unresolved(location) }
            current.append(index)
        }
        return current
    }

    private func unresolved(_ location: FieldLocation) -> CTFError {
        let path = location.path.map { $0 ?? ".." }.joined(separator: "/")
        return CTFError(.unreadable, "metadata", "the field location \"\(path)\" names no field")
    }

    private func structure(at path: [Int]) -> StructureClass? {
        guard let first = path.first,
            var structure = roots.first(where: { Self.number($0.key) == first })?.value
        else { return nil }
        for index in path.dropFirst() {
            guard structure.members.indices.contains(index),
                let inner = Self.structure(structure.members[index].fieldClass)
            else { return nil }
            structure = inner
        }
        return structure
    }

    /// The structure that a field is, seen through optionals and arrays.
    private static func structure(_ fieldClass: FieldClass) -> StructureClass? {
        switch fieldClass.kind {
        case .structure(let structure): structure
        case .optional(let wrapped, _): structure(wrapped)
        case .array(_, let element, _): structure(element)
        default: nil
        }
    }
}

extension FieldCompiler {
    private func node(
        _ name: String,
        _ fieldClass: FieldClass,
        _ path: [Int],
        _ depth: Int
    ) throws(CTFError) -> FieldNode {
        FieldNode(
            name,
            fieldClass,
            try operation(fieldClass, path, depth),
            slot: slots[path] ?? -1
        )
    }

    private func operation(
        _ fieldClass: FieldClass,
        _ path: [Int],
        _ depth: Int
    ) throws(CTFError) -> FieldNode.Operation {
        switch fieldClass.kind {
        case .bitArray(let length), .bitMap(let length, _):
            return .bits(try checked(length), .bitArray)
        case .boolean(let length):
            return .bits(try checked(length), .boolean)
        case .integer(let length, let properties):
            return .bits(try checked(length), properties.isSigned ? .signed : .unsigned)
        case .float(let length):
            return .bits(try checked(length), .float)
        case .variableLengthInteger(let properties):
            return .variableLength(isSigned: properties.isSigned)
        case .string(let extent, let encoding):
            return .string(try count(extent, path), encoding)
        case .blob(let extent, _, _):
            return .blob(try count(extent, path))
        case .structure(let structure):
            var nodes: [FieldNode] = []
            for (index, member) in structure.members.enumerated() {
                nodes.append(
                    try node(member.name, member.fieldClass, path + [index], depth + 1)
                )
            }
            return .structure(nodes, alignment: Self.alignment(fieldClass))
        case .array(let extent, let element, _):
            return .array(
                try count(extent, path),
                try node("", element, path, depth + 1),
                alignment: Self.alignment(fieldClass)
            )
        case .optional(let wrapped, let selector):
            return .optional(
                try node("", wrapped, path, depth + 1),
                slot: try slot(selector.location, path),
                ranges: selector.ranges
            )
        case .variant(let options, let location):
            var nodes: [(ranges: [ClosedRange<Int128>], node: FieldNode)] = []
            for option in options {
                nodes.append((option.ranges, try node("", option.fieldClass, path, depth + 1)))
            }
            return .variant(nodes, slot: try slot(location, path))
        }
    }

    private func checked(_ length: FixedLength) throws(CTFError) -> FixedLength {
        guard length.bits <= 128 else {
            throw CTFError(
                .unreadable,
                "metadata",
                "a field of \(length.bits) bits: this version reads up to 128"
            )
        }
        return length
    }

    private func count(_ extent: Extent, _ path: [Int]) throws(CTFError) -> FieldNode.Count {
        switch extent {
        case .terminated: .terminated
        case .fixed(let count): .fixed(count)
        case .dynamic(let location): .slot(try slot(location, path))
        }
    }

    private func slot(_ location: FieldLocation, _ path: [Int]) throws(CTFError) -> Int {
        guard let slot = slots[try resolve(location, from: path)] else {
            throw unresolved(location)
        }
        return slot
    }

    /// The alignment of a field in bits (CTF 2 §"Alignment").
    static func alignment(_ fieldClass: FieldClass) -> UInt64 {
        switch fieldClass.kind {
        case .bitArray(let length), .bitMap(let length, _), .boolean(let length),
            .integer(let length, _), .float(let length):
            length.alignment
        case .variableLengthInteger, .string, .blob: 8
        case .structure(let structure):
            structure.members.reduce(structure.minimumAlignment) {
                max($0, alignment($1.fieldClass))
            }
        case .array(_, let element, let minimumAlignment):
            max(minimumAlignment, alignment(element))
        case .optional, .variant: 1
        }
    }
}
