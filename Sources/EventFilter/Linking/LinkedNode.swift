// SPDX-License-Identifier: Apache-2.0

/// What a node of an expression means for one event.
struct LinkedNode {
    /// What values it has.
    enum Kind {
        /// Nothing: the event has no such field, or it cannot be used so.
        case missing
        case integer
        /// An integer of 128 bits.
        case wide
        case floating
        case text
    }

    /// Where a value comes from that is not calculated.
    enum Source {
        case none
        case constant(Int64)
        case field(FieldPosition, FieldForm, element: UInt32?)
        case context(ContextID)
        /// The number of a text.
        case text(Int32)
    }

    var kind: Kind
    var source = Source.none
    /// Whether it is 0 or 1.
    var isTruth = false
    /// How many registers its calculation needs.
    var registers = 1

    static var missing: LinkedNode { LinkedNode(kind: .missing) }

    static func integer(_ value: Int64) -> LinkedNode {
        LinkedNode(kind: .integer, source: .constant(value), isTruth: value == 0 || value == 1)
    }

    static func floating(_ value: Double) -> LinkedNode {
        LinkedNode(kind: .floating, source: .constant(Int64(bitPattern: value.bitPattern)))
    }

    static func truth(_ value: Bool) -> LinkedNode { integer(value ? 1 : 0) }

    /// The value of an integer that the event does not decide.
    var integerConstant: Int64? {
        guard kind == .integer, case .constant(let value) = source else { return nil }
        return value
    }

    /// The value, with a fraction, of a number that the event does not decide.
    var floatingConstant: Double? {
        guard case .constant(let bits) = source else { return nil }
        return kind == .floating ? Double(bitPattern: UInt64(bitPattern: bits)) : Double(bits)
    }
}
