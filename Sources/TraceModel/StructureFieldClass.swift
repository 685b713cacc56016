// SPDX-License-Identifier: Apache-2.0

/// The class of named members in a row.
public struct StructureFieldClass: Hashable, Sendable {
    /// One member.
    public struct Member: Hashable, Sendable {
        /// The name, which may be any text.
        public let name: String
        /// The class of the member.
        public let fieldClass: FieldClass
        /// The user attributes of the member itself.
        public let attributes: Attributes

        /// Makes a member.
        public init(_ name: String, _ fieldClass: FieldClass, attributes: Attributes = [:]) {
            self.name = name
            self.fieldClass = fieldClass
            self.attributes = attributes
        }
    }

    /// The members, in order; their names differ.
    public let members: [Member]
    /// The least alignment, a power of two, in bits.
    public let minimumAlignmentBits: Int
    /// The user attributes.
    public let attributes: Attributes
    /// What the position of such a structure is a multiple of, in bits.
    ///
    /// It is stored because a deep tree would otherwise be visited again and again.
    public let alignmentBits: Int

    /// Makes a structure class.
    public init(
        _ members: [Member],
        minimumAlignmentBits: Int = 1,
        attributes: Attributes = [:]
    ) {
        self.members = members
        self.minimumAlignmentBits = minimumAlignmentBits
        self.attributes = attributes
        alignmentBits = members.reduce(minimumAlignmentBits) {
            max($0, $1.fieldClass.alignmentBits)
        }
    }
}
