// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// A field class made ready for decoding: locations are resolved to slots, roles to effects, and
/// what a printer needs is at hand.
public final class FieldNode: Sendable {
    /// What decoding the field does.
    indirect enum Operation: Sendable {
        case bits(FixedLength, Interpretation)
        case variableLength(isSigned: Bool)
        case string(Count, StringEncoding)
        case blob(Count)
        case structure([FieldNode], alignment: UInt64)
        case array(Count, FieldNode, alignment: UInt64)
        case optional(FieldNode, slot: Int, ranges: [ClosedRange<Int128>]?)
        case variant([(ranges: [ClosedRange<Int128>], node: FieldNode)], slot: Int)
    }

    enum Interpretation: Sendable {
        case unsigned
        case signed
        case boolean
        case float
        case bitArray
    }

    /// A number of bytes or elements.
    enum Count: Sendable {
        case terminated
        case fixed(UInt64)
        case slot(Int)
    }

    /// The member's name; empty for an element of an array.
    public let name: String
    /// The class.
    public let fieldClass: FieldClass
    let operation: Operation
    let roles: [Role]
    /// Where the value goes for fields that come later; -1 when none asks for it.
    let slot: Int

    init(_ name: String, _ fieldClass: FieldClass, _ operation: Operation, slot: Int) {
        self.name = name
        self.fieldClass = fieldClass
        self.operation = operation
        self.slot = slot
        switch fieldClass.kind {
        case .integer(_, let properties), .variableLengthInteger(let properties):
            roles = properties.roles
        case .blob(_, _, let roles):
            self.roles = roles
        default:
            roles = []
        }
    }

    /// Whether the value serves the reader and is not shown.
    public var hasRole: Bool { !roles.isEmpty }
}
