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
        let location = FieldPosition(stop: steps.count, offset: pending)
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
            if let bytes = Self.constantBytes(element) {
                steps.append(LayoutStep(.array, bytes))
            } else {
                body(.elements) { $0.pass(element) }
            }
        case .fixedArray(let element, let count):
            passFixedArray(element, Int(count))
        case .variant(let selector, let options):
            passVariant(selector, options)
        case .structure(let fields):
            members = locate(fields)
        case .bool, .integer, .float, .enumeration, .bitmap, .optional:
            pending += Self.constantBytes(type) ?? 1
        }
        return LocatedField(name: name, type: type, location: location, members: members)
    }

    /// Goes over a value whose parts no filter can name.
    private mutating func pass(_ type: SideType) { _ = locate("", type) }

    /// A step and, after it, others that belong to it.
    private mutating func body(_ kind: LayoutStep.Kind, _ fill: (inout RecordLayout) -> Void) {
        flush()
        let head = steps.count
        steps.append(LayoutStep(kind))
        fill(&self)
        flush()
        steps[head].value = steps.count
    }

    private mutating func passFixedArray(_ element: SideType, _ count: Int) {
        let bytes = Self.constantBytes(element)?.multipliedReportingOverflow(by: count)
        if let bytes, !bytes.overflow {
            pending += bytes.partialValue
        } else {
            body(.repeated) { layout in
                layout.steps.append(LayoutStep(.number, count))
                layout.pass(element)
            }
        }
    }

    private mutating func passVariant(_ selector: SideType, _ options: [SideVariantOption]) {
        var isSigned = false
        if case .integer(_, true) = selector.kind { isSigned = true }
        if case .enumeration(_, true, _) = selector.kind { isSigned = true }
        let bytes = Self.constantBytes(selector) ?? 1
        body(.variant) { layout in
            layout.steps.append(LayoutStep(.number, isSigned ? -bytes : bytes))
            for option in options {
                layout.body(.choice) { layout in
                    layout.steps.append(LayoutStep(.number, Int(option.range.lowerBound)))
                    layout.steps.append(LayoutStep(.number, Int(option.range.upperBound)))
                    layout.pass(option.type)
                }
            }
        }
    }

    private mutating func flush() {
        if pending > 0 { steps.append(LayoutStep(.skip, pending)) }
        pending = 0
    }

    /// The bytes of a value that always has as many; nil for others.
    private static func constantBytes(_ type: SideType) -> Int? {
        switch type.kind {
        case .bool: 1
        case .integer(let bits, _), .float(let bits), .enumeration(let bits, _, _),
            .bitmap(let bits, _):
            Int(bits) / 8
        default: nil
        }
    }
}
