// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// Where the fields of one event stand in its records.
///
/// All fields share one row of steps, of which the way to each is a beginning. So the way to a
/// field can go on from where the last one was found.
struct RecordLayout {
    /// Bytes of the thread's identity before the fields: the ids of process and thread.
    static let identityByteCount = 8

    private(set) var steps: [LayoutStep] = []
    private(set) var fields: [LocatedField] = []
    /// Bytes of constant size since the last step.
    private var pending = RecordLayout.identityByteCount

    init(_ description: SideEventDescription) {
        fields = locate(description.fields)
    }

    /// The field or member that an operand names, and the index at its end if it has one.
    ///
    /// - Returns: nil when the event has no such field.
    func field(_ name: String, _ path: [FilterOperand.Step]) -> (LocatedField, UInt32?)? {
        guard var field = fields.first(where: { $0.name == name }) else { return nil }
        for (index, step) in path.enumerated() {
            switch step {
            case .member(let member):
                guard let next = field.members.first(where: { $0.name == member }) else {
                    return nil
                }
                field = next
            case .element(let element):
                // Elements are scalars, which have no parts.
                return index == path.count - 1 ? (field, element) : nil
            }
        }
        return (field, nil)
    }

    private mutating func locate(_ fields: [SideField]) -> [LocatedField] {
        fields.map { locate($0.name, $0.type) }
    }

    private mutating func locate(_ name: String, _ type: SideType) -> LocatedField {
        if case .optional(let wrapped) = type.kind {
            flush()
            let branch = steps.count
            steps.append(LayoutStep(.optional))
            let field = locate(name, wrapped)
            flush()
            steps[branch].value = steps.count
            return field
        }
        let location = FieldLocation(stop: steps.count, offset: pending)
        var members: [LocatedField] = []
        switch type.kind {
        case .string:
            flush()
            steps.append(LayoutStep(.text))
        case .bytes:
            flush()
            steps.append(LayoutStep(.array, 1))
        case .array(let element):
            flush()
            steps.append(LayoutStep(.array, Self.byteCount(element)))
        case .structure(let fields):
            members = locate(fields)
        case .bool, .integer, .float, .enumeration, .optional:
            pending += Self.byteCount(type)
        }
        return LocatedField(name: name, type: type, location: location, members: members)
    }

    private mutating func flush() {
        if pending > 0 { steps.append(LayoutStep(.skip, pending)) }
        pending = 0
    }

    private static func byteCount(_ type: SideType) -> Int {
        switch type.kind {
        case .integer(let bits, _), .float(let bits), .enumeration(let bits, _, _): Int(bits) / 8
        default: 1
        }
    }
}
