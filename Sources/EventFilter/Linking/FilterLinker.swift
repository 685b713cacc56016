// SPDX-License-Identifier: Apache-2.0

internal import EventContext
internal import SideDescription

/// Finds out what each node of an expression means for one event.
struct FilterLinker {
    private let layout: RecordLayout
    private let contexts: ContextCatalog
    private(set) var nodes: [LinkedNode] = []
    private(set) var texts: [TextOperand] = []
    private(set) var literals: [UInt8] = []

    init(_ layout: RecordLayout, _ contexts: ContextCatalog) {
        self.layout = layout
        self.contexts = contexts
    }

    /// Links all nodes.
    mutating func link(_ tree: [FilterNode]) {
        nodes.reserveCapacity(tree.count)
        for node in tree { nodes.append(linked(node)) }
    }

    private mutating func linked(_ node: FilterNode) -> LinkedNode {
        switch node {
        case .integer(let value): .integer(value)
        case .floating(let value): .floating(value)
        case .text(let text): literal(text)
        case .operand(let operand): linked(operand)
        case .unary(let sign, let operand): Self.linked(sign, nodes[operand])
        case .binary(let sign, let left, let right):
            Self.linked(sign, nodes[left], nodes[right])
        }
    }

    private mutating func literal(_ text: FilterText) -> LinkedNode {
        let operand = TextOperand(
            kind: text.isPattern ? .pattern : .literal,
            offset: Int32(clamping: literals.count),
            count: Int32(clamping: text.bytes.count)
        )
        literals += text.bytes
        return self.text(operand)
    }

    private mutating func text(_ operand: TextOperand) -> LinkedNode {
        texts.append(operand)
        return LinkedNode(kind: .text, source: .text(Int32(clamping: texts.count - 1)))
    }

    private mutating func linked(_ operand: FilterOperand) -> LinkedNode {
        switch operand.root {
        case .context(let context):
            if context.known == .vpid { return Self.identity(at: 0) }
            if context.known == .vtid { return Self.identity(at: 4) }
            return contexts.known.contains(context) ? linked(context, context.kind) : .missing
        case .application(let name):
            guard let context = contexts.application[name] else { return .missing }
            return linked(context.id, context.kind)
        case .field(let name):
            guard let (field, element) = layout.field(name, operand.steps) else { return .missing }
            return linked(field, element)
        }
    }

    /// One of the ids that each record begins with.
    private static func identity(at offset: Int) -> LinkedNode {
        number(.unsigned32, FieldPosition(stop: 0, offset: offset), nil)
    }

    private mutating func linked(_ context: ContextID, _ kind: ContextKind) -> LinkedNode {
        switch kind {
        case .integer: LinkedNode(kind: .integer, source: .context(context))
        case .text: text(TextOperand(kind: .context, context: context))
        }
    }

    private mutating func linked(_ field: LocatedField, _ element: UInt32?) -> LinkedNode {
        switch (field.type.kind, element) {
        case (.string, nil):
            return text(.terminated, field.location)
        case (.bytes, nil):
            return text(.counted, field.location)
        case (.bytes, _):
            return Self.number(.unsigned8, field.location, element)
        case (.array(let type), nil):
            guard case .integer(8, _) = type.kind else { return .missing }
            return text(.counted, field.location)
        case (.array(let type), _):
            guard let form = FieldForm(type) else { return .missing }
            return Self.number(form, field.location, element)
        default:
            guard element == nil, let form = FieldForm(field.type) else { return .missing }
            return Self.number(form, field.location, nil)
        }
    }

    private mutating func text(_ kind: TextOperand.Kind, _ location: FieldPosition) -> LinkedNode {
        text(
            TextOperand(
                kind: kind,
                stop: Int32(clamping: location.stop),
                offset: Int32(clamping: location.offset)
            )
        )
    }

    private static func number(
        _ form: FieldForm,
        _ location: FieldPosition,
        _ element: UInt32?
    ) -> LinkedNode {
        LinkedNode(
            kind: form.isWide ? .wide : form.isFloating ? .floating : .integer,
            source: .field(location, form, element: element),
            isTruth: form == .boolean,
            registers: form.isWide ? 2 : 1
        )
    }
}
