// SPDX-License-Identifier: Apache-2.0

public import SideDescription

/// What of a filter the events of a recording have, to tell a person why it lets nothing pass.
public struct FilterFit: Sendable {
    private let nodes: [FilterNode]
    /// By node: whether it means anything for one of the events.
    private var isMet: [Bool]
    /// By node: whether one of the events has such a field, whatever its type.
    private var isThere: [Bool]
    /// By operator: of what kinds its operands were where they did not go together.
    private var kinds: [(left: LinkedNode.Kind, right: LinkedNode.Kind)?]
    /// Whether there are contexts that only programs know.
    private let hasApplicationContexts: Bool

    /// Begins without events.
    public init(_ program: FilterProgram) {
        nodes = program.nodes
        isMet = program.nodes.map { _ in false }
        isThere = isMet
        kinds = program.nodes.map { _ in nil }
        hasApplicationContexts = program.nodes.contains {
            if case .operand(let operand) = $0, case .application = operand.root {
                true
            } else {
                false
            }
        }
    }

    /// Whether each part of the filter means something for one of the events.
    public var isComplete: Bool { !isMet.contains(false) }

    /// Adds an event.
    public mutating func add(_ description: SideEventDescription) {
        let layout = RecordLayout(description)
        var linker = FilterLinker(layout, ContextCatalog())
        linker.link(nodes)
        for (index, node) in nodes.enumerated() {
            let isMissing = linker.nodes[index].kind == .missing
            if !isMissing { isMet[index] = true }
            switch node {
            case .operand(let operand):
                switch operand.root {
                case .field(let name):
                    if layout.field(name, operand.steps) != nil { isThere[index] = true }
                case .application, .context:
                    isMet[index] = true
                    isThere[index] = true
                }
            case .binary(_, let left, let right) where isMissing && !hasApplicationContexts:
                let found = (left: linker.nodes[left].kind, right: linker.nodes[right].kind)
                if found.left != .missing, found.right != .missing { kinds[index] = found }
            case .binary, .unary:
                // What programs make of contexts of their own cannot be known here.
                if hasApplicationContexts { isMet[index] = true }
            case .integer, .floating, .text:
                break
            }
        }
    }

    /// What no event has, a phrase each; empty where the filter fits.
    public var flaws: [String] {
        var flaws: [String] = []
        for (index, node) in nodes.enumerated() where !isMet[index] {
            switch node {
            case .operand where !isThere[index]:
                flaws.append("no event has the field \(text(index))")
            case .operand:
                flaws.append("the field \(text(index)) is neither a number nor a text in any event")
            case .unary(_, let operand) where isMet[operand]:
                flaws.append("\(text(operand)) is no number that \(text(index)) could be made of")
            case .binary(_, let left, let right)
            where isMet[left] && isMet[right]:
                flaws.append(mismatch(index, left, right))
            case .unary, .binary, .integer, .floating, .text:
                // Something below it is to blame.
                break
            }
        }
        return flaws.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func mismatch(_ index: Int, _ left: Int, _ right: Int) -> String {
        guard let found = kinds[index] else {
            return "no event has both \(text(left)) and \(text(right))"
        }
        let words = (Self.word(found.left), Self.word(found.right))
        return words.0 == words.1
            ? "\(text(index)) cannot be calculated for any event"
            : "\(text(index)) has \(words.0) on one side and \(words.1) on the other in every event"
    }

    private static func word(_ kind: LinkedNode.Kind) -> String {
        switch kind {
        case .missing: "nothing"
        case .integer, .wide: "an integer"
        case .floating: "a number with a fraction"
        case .text: "a text"
        }
    }

    /// A node as it could be written; of operators within operators only the outer one.
    private func text(_ index: Int) -> String {
        switch nodes[index] {
        case .unary(let sign, let operand): "\(sign.symbol)\(leaf(operand))"
        case .binary(let sign, let left, let right):
            "\(leaf(left)) \(sign.symbol) \(leaf(right))"
        case .integer, .floating, .text, .operand: leaf(index)
        }
    }

    private func leaf(_ index: Int) -> String {
        switch nodes[index] {
        case .integer(let value): "\(value)"
        case .floating(let value): "\(value)"
        case .text(let text): Self.quoted(text)
        case .operand(let operand): Self.text(operand)
        case .unary, .binary: "(...)"
        }
    }

    private static func quoted(_ text: FilterText) -> String {
        let bytes = text.bytes.map { $0 == FilterText.star ? 0x2A : $0 }
        return "\"" + String(decoding: bytes, as: UTF8.self) + "\""
    }

    private static func text(_ operand: FilterOperand) -> String {
        let root =
            switch operand.root {
            case .field(let name): name
            case .context(let id): "$ctx.\(id.name ?? "\(id.rawValue)")"
            case .application(let name): "$app.\(name)"
            }
        return operand.steps.reduce(root) { text, step in
            switch step {
            case .member(let name): "\(text).\(name)"
            case .element(let index): "\(text)[\(index)]"
            }
        }
    }
}
