// SPDX-License-Identifier: Apache-2.0

/// The field classes of some root structures as one list, each before the classes inside it.
///
/// A class is known by its index in the list, so that field locations can be resolved once, when
/// the metadata is read, and not for each event record.
public struct FieldTree: Sendable {
    /// A field class and its place in the tree.
    public struct Node: Sendable {
        /// The field class.
        public let fieldClass: FieldClass
        /// The name, if the node is a member of a structure or an option of a variant.
        public let name: String?
        /// The index of the node which contains this one; nil for a root structure.
        public let parent: Int?
        /// The root structure that the node is in.
        public let scope: FieldScope
        /// The indexes of the members, the element, the content or the options.
        public fileprivate(set) var children: [Int] = []
        /// The index after the last node inside this one.
        public fileprivate(set) var end: Int
    }

    /// The nodes, in the order in which their fields are decoded.
    public private(set) var nodes: [Node] = []
    /// The index of each root structure.
    public private(set) var roots: [FieldScope: Int] = [:]

    /// The members by name of each structure which has many.
    private var memberIndexes: [Int: [[UInt8]: Int]] = [:]
    /// How many members make a structure one with many.
    private static let indexedMembers = 16

    /// Makes a tree without a root structure.
    public init() {}

    /// Adds a root structure, if there is one, after those which are decoded before it.
    ///
    /// No nesting can exhaust the stack.
    public mutating func add(_ scope: FieldScope, _ structure: StructureFieldClass?) {
        guard let structure else { return }
        let first = nodes.count
        roots[scope] = first
        var pending = [
            Node(fieldClass: .structure(structure), name: nil, parent: nil, scope: scope, end: 0)
        ]
        while let node = pending.popLast() {
            let index = nodes.count
            if let parent = node.parent { nodes[parent].children.append(index) }
            nodes.append(node)
            func push(_ fieldClass: FieldClass, _ name: String? = nil) {
                pending.append(
                    Node(fieldClass: fieldClass, name: name, parent: index, scope: scope, end: 0)
                )
            }
            switch node.fieldClass {
            case .structure(let structure):
                for member in structure.members.reversed() { push(member.fieldClass, member.name) }
            case .array(let array): push(array.element)
            case .optional(let optional): push(optional.content)
            case .variant(let variant):
                for option in variant.options.reversed() { push(option.fieldClass, option.name) }
            default: break
            }
        }
        // Each node precedes those inside it.
        for index in (first..<nodes.count).reversed() {
            nodes[index].end = nodes[index].children.last.map { nodes[$0].end } ?? index + 1
            indexMembers(of: index)
        }
    }

    /// Removes the root structures that were added after a count of nodes was reached.
    public mutating func removeNodes(from count: Int) {
        guard count < nodes.count else { return }
        nodes.removeSubrange(count...)
        for scope in FieldScope.allCases {
            if let root = roots[scope], root >= count { roots[scope] = nil }
        }
        for index in Array(memberIndexes.keys) where index >= count { memberIndexes[index] = nil }
    }

    private mutating func indexMembers(of index: Int) {
        guard nodes[index].children.count > Self.indexedMembers,
            case .structure = nodes[index].fieldClass
        else { return }
        var members: [[UInt8]: Int] = [:]
        for child in nodes[index].children {
            members[Array((nodes[child].name ?? "").utf8)] = child
        }
        memberIndexes[index] = members
    }

    /// The index of the member of a structure that has a name; names compare byte by byte.
    func member(_ name: String, of index: Int) -> Int? {
        if let members = memberIndexes[index] { return members[Array(name.utf8)] }
        return nodes[index].children.first { child in
            nodes[child].name?.utf8.elementsEqual(name.utf8) == true
        }
    }
}
