// SPDX-License-Identifier: Apache-2.0

/// A field that is decoded or being decoded, as far as the location of a length or selector field
/// can lead to it.
final class DecodedNode {
    /// What the field is.
    enum Kind {
        /// A structure: the members that are decoded or being decoded.
        case structure([String: DecodedNode])
        /// An array: the element which is being decoded; nil before the first and after the last.
        case array(DecodedNode?)
        /// An optional or a variant: the field that it holds; nil when there is none.
        case holder(DecodedNode?)
        /// A boolean.
        case boolean(Bool)
        /// An integer; nil when it has more than 64 bits.
        case integer(Int128?, isSigned: Bool)
        /// Anything that is neither a length nor a selector.
        case other
    }

    /// What the field is.
    var kind: Kind
    /// The structure that immediately contains the field; nil for a root structure.
    ///
    /// Arrays, optionals and variants in between do not count.
    unowned let parent: DecodedNode?

    /// Makes a field within a structure.
    init(_ kind: Kind, in parent: DecodedNode?) {
        self.kind = kind
        self.parent = parent
    }

    /// The member with a name, if the field is a structure and the member is there already.
    func member(_ name: String) -> DecodedNode? {
        guard case .structure(let members) = kind else { return nil }
        return members[name]
    }

    /// Adds a member to a structure.
    func add(_ node: DecodedNode, _ name: String) {
        guard case .structure(var members) = kind else { return }
        // Without this, changing the members would copy them.
        kind = .other
        members[name] = node
        kind = .structure(members)
    }
}
