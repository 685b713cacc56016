// SPDX-License-Identifier: Apache-2.0

package import Bytes
internal import CTFReader

/// Goes over the field classes and the values of a record side by side.
package struct FieldWalk<Visitor: FieldVisitor> {
    /// What prints the values.
    package var visitor: Visitor
    /// Whether values for readers, such as the length of a packet, are left out.
    package var skipsRoles: Bool

    /// Makes a walk that gives what it meets to a visitor.
    package init(visitor: Visitor, skipsRoles: Bool) {
        self.visitor = visitor
        self.skipsRoles = skipsRoles
    }

    /// Gives the values of one field to the visitor.
    ///
    /// - Parameters:
    ///   - index: the node of the field; its nesting, which the metadata bounds, bounds that of
    ///     the calls.
    ///   - plan: the nodes.
    ///   - source: the values, of which those of the field are taken.
    ///   - text: receives what the visitor prints.
    package mutating func walk(
        _ index: Int,
        of plan: FieldPlan,
        _ source: inout FieldSource,
        _ text: inout TextBuffer
    ) {
        let node = plan.nodes[index]
        switch node.kind {
        case .structure:
            visitor.beginStructure(plan, index, &text)
            var number = 0
            var member = index + 1
            while member < Int(node.end) {
                if skipsRoles && plan.nodes[member].isForReader {
                    FieldSkip.skip(member, of: plan, &source)
                } else {
                    visitor.beginMember(plan, member, number: number, &text)
                    walk(member, of: plan, &source, &text)
                    visitor.endMember(plan, member, &text)
                    number += 1
                }
                member = Int(plan.nodes[member].end)
            }
            visitor.endStructure(plan, index, count: number, &text)
        case .array:
            let count = source.take().bits
            visitor.beginArray(count, &text)
            var number: UInt64 = 0
            while number < count {
                visitor.beginElement(number, &text)
                walk(index + 1, of: plan, &source, &text)
                visitor.endElement(&text)
                number &+= 1
            }
            visitor.endArray(count, &text)
        case .optional:
            if source.take().bits != 0 {
                walk(index + 1, of: plan, &source, &text)
            } else {
                visitor.absent(&text)
            }
        case .variant:
            if let option = plan.option(source.take().bits, of: node) {
                walk(option, of: plan, &source, &text)
            }
        default:
            visitor.value(plan, index, source.take(), source, &text)
        }
    }
}

extension FieldPlan {
    /// The node of the option of a variant that an item names.
    package func option(_ bits: UInt64, of node: FieldNode) -> Int? {
        guard let number = Int(exactly: bits), number < options.count - Int(node.firstOption) else {
            return nil
        }
        return Int(options[Int(node.firstOption) + number])
    }

    /// The field that is in the place of optionals and variants; nil when it is absent.
    package func content(of index: Int, _ source: inout FieldSource) -> Int? {
        var index = index
        while true {
            let node = nodes[index]
            switch node.kind {
            case .optional:
                guard source.take().bits != 0 else { return nil }
                index += 1
            case .variant:
                guard let option = option(source.take().bits, of: node) else { return nil }
                index = option
            default: return index
            }
        }
    }
}

/// Goes over values that nobody wants to see.
package enum FieldSkip {
    /// Takes the values of a field.
    package static func skip(_ index: Int, of plan: FieldPlan, _ source: inout FieldSource) {
        let node = plan.nodes[index]
        switch node.kind {
        case .structure:
            var member = index + 1
            while member < Int(node.end) {
                skip(member, of: plan, &source)
                member = Int(plan.nodes[member].end)
            }
        case .array:
            var left = source.take().bits
            while left > 0 && !plan.nodes[index + 1].isEmpty && !source.isAtEnd {
                skip(index + 1, of: plan, &source)
                left &-= 1
            }
        case .optional:
            if source.take().bits != 0 { skip(index + 1, of: plan, &source) }
        case .variant:
            if let option = plan.option(source.take().bits, of: node) {
                skip(option, of: plan, &source)
            }
        default: _ = source.take()
        }
    }
}
