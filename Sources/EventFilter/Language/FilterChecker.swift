// SPDX-License-Identifier: Apache-2.0

/// Finds what cannot be true for any event: texts and numbers in the wrong places.
enum FilterChecker {
    /// What is known of a value without an event.
    private enum Kind {
        case text
        case pattern
        case integer
        case floating
        /// A number, whose kind the event decides.
        case number
        /// A number or text, which the event decides.
        case unknown

        var isText: Bool { self == .text || self == .pattern }
        var isNumber: Bool { !isText && self != .unknown }
    }

    /// The first mistake, and the node that it is about.
    struct Finding: Error {
        let node: Int
        let fault: FilterFault
    }

    /// Checks the nodes of a tree.
    ///
    /// - Throws: the first mistake.
    static func check(_ nodes: [FilterNode]) throws(Finding) {
        var kinds: [Kind] = []
        kinds.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            do throws(FilterFault) {
                kinds.append(try kind(of: node, kinds))
            } catch {
                throw Finding(node: index, fault: error)
            }
        }
        if let root = kinds.last, root.isText {
            let fault = FilterFault(
                "a text is no condition",
                "compare it with == or !="
            )
            throw Finding(node: nodes.count - 1, fault: fault)
        }
    }

    private static func kind(of node: FilterNode, _ kinds: [Kind]) throws(FilterFault) -> Kind {
        switch node {
        case .integer: return .integer
        case .floating: return .floating
        case .text(let text): return text.isPattern ? .pattern : .text
        case .operand(let operand):
            guard case .context(let context) = operand.root else { return .unknown }
            return context.kind == .text ? .text : .integer
        case .unary(let sign, let operand):
            return try kind(of: sign, kinds[operand])
        case .binary(let sign, let left, let right):
            return sign.isEquality
                ? try equality(kinds[left], kinds[right])
                : try kind(of: sign, kinds[left], kinds[right])
        }
    }

    private static func kind(
        of sign: UnaryOperator,
        _ operand: Kind
    ) throws(FilterFault) -> Kind {
        if operand.isText { throw textOperand(sign.symbol) }
        if sign.needsInteger, operand == .floating { throw floatingOperand(sign.symbol) }
        if sign.needsInteger || sign == .not { return .integer }
        return operand == .unknown ? .number : operand
    }

    private static func kind(
        of sign: BinaryOperator,
        _ left: Kind,
        _ right: Kind
    ) throws(FilterFault) -> Kind {
        if left.isText || right.isText {
            throw sign.isOrdering
                ? FilterFault("a text has no order", "compare texts with == or != only")
                : textOperand(sign.symbol)
        }
        if sign.needsIntegers {
            if left == .floating || right == .floating { throw floatingOperand(sign.symbol) }
            return .integer
        }
        if sign.isOrdering || sign.isLogical { return .integer }
        if left == .floating || right == .floating { return .floating }
        return left == .integer && right == .integer ? .integer : .number
    }

    private static func equality(_ left: Kind, _ right: Kind) throws(FilterFault) -> Kind {
        if left == .pattern && right == .pattern {
            throw FilterFault(
                "two texts with stars cannot be compared",
                "write \\* in one of them where a star is meant"
            )
        }
        if left.isText && right.isNumber || left.isNumber && right.isText {
            throw FilterFault(
                "a text never equals a number",
                "put the number in quotes, or take the quotes away"
            )
        }
        return .integer
    }

    private static func textOperand(_ symbol: String) -> FilterFault {
        FilterFault(
            "“\(symbol)” cannot be used with a text",
            "compare the text with == or != first"
        )
    }

    private static func floatingOperand(_ symbol: String) -> FilterFault {
        FilterFault(
            "“\(symbol)” cannot be used with a number that has a fraction",
            "use integers"
        )
    }
}
