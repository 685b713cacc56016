// SPDX-License-Identifier: Apache-2.0

/// The field classes of some root structures as one list, each before the classes inside it.
///
/// A class is known by its index in the list, so that field locations can be resolved once, when the
/// metadata is read, and not for each event record.
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

    /// Makes a tree without a root structure.
    public init() {}

    /// Adds a root structure, if there is one, after those which are decoded before it.
    public mutating func add(_ scope: FieldScope, _ structure: StructureFieldClass?) {
        guard let structure else { return }
        roots[scope] = nodes.count
        _ = add(.structure(structure), name: nil, parent: nil, scope: scope)
    }

    private mutating func add(
        _ fieldClass: FieldClass,
        name: String?,
        parent: Int?,
        scope: FieldScope
    ) -> Int {
        let index = nodes.count
        nodes.append(
            Node(fieldClass: fieldClass, name: name, parent: parent, scope: scope, end: index + 1)
        )
        var children: [Int] = []
        switch fieldClass {
        case .structure(let structure):
            for member in structure.members {
                children.append(
                    add(member.fieldClass, name: member.name, parent: index, scope: scope)
                )
            }
        case .array(let array):
            children = [add(array.element, name: nil, parent: index, scope: scope)]
        case .optional(let optional):
            children = [add(optional.content, name: nil, parent: index, scope: scope)]
        case .variant(let variant):
            for option in variant.options {
                children.append(
                    add(option.fieldClass, name: option.name, parent: index, scope: scope)
                )
            }
        default: break
        }
        nodes[index].children = children
        nodes[index].end = nodes.count
        return index
    }
}
