// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// Where a field begins in the records of an event.
struct FieldPosition: Hashable, Sendable {
    /// How many steps of the layout lead to it; none when it stands at a constant offset.
    var stop: Int
    /// How many bytes it stands behind the end of these steps.
    var offset: Int
}

/// A field with its location and, if it is a structure, its members.
struct LocatedField: Sendable {
    let name: String
    /// The type, without the wrappings of optional fields.
    let type: SideType
    let location: FieldPosition
    let members: [LocatedField]
}

/// One step through the parts of a record whose size the record itself says.
@usableFromInline
struct LayoutStep: BitwiseCopyable, Sendable {
    /// What is stepped over.
    @usableFromInline
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// As many bytes as the value says.
        case skip
        /// Bytes up to and with a NUL.
        case text
        /// A 32-bit count and as many elements, whose bytes the value counts.
        case array
        /// One byte; if it is 0, the steps up to the one that the value numbers are left out.
        case optional
        /// A 32-bit count, and as many times the steps up to the one that the value numbers.
        case elements
        /// The steps up to the one that the value numbers; the first of them is a number that says
        /// how many times.
        case repeated
        /// A selector and one of the choices up to the step that the value numbers; the first step
        /// is a number: the bytes of the selector, negative for a signed one.
        case variant
        /// Steps up to the one that the value numbers; the first two of them are numbers: the least
        /// and the greatest selector that choose it.
        case choice
        /// A number that belongs to the step before.
        case number
    }

    @usableFromInline let kind: Kind
    @usableFromInline var value: Int

    init(_ kind: Kind, _ value: Int = 0) {
        self.kind = kind
        self.value = value
    }
}
