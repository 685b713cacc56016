// SPDX-License-Identifier: Apache-2.0

/// Turns an expression into the nodes of its tree.
///
/// Operators wait on a stack until what follows binds less tightly, so the depth of an expression
/// costs memory that it pays for itself, and no calls.
struct FilterParser {
    /// How many parentheses and unary operators may stand around an operand.
    static let maximumNesting = 1_024

    private enum Pending {
        case unary(UnaryOperator)
        case binary(BinaryOperator)
        case parenthesis
    }

    private var lexer: FilterLexer
    private(set) var token = FilterToken(kind: .end, offset: 0)
    private(set) var nodes: [FilterNode] = []
    /// Where each node is written, in bytes.
    private(set) var offsets: [Int] = []
    private var operands: [Int] = []
    private var pending: [(what: Pending, offset: Int)] = []
    private var nesting = 0

    /// Parses a whole expression.
    init(_ expression: String) throws(FilterMistake) {
        lexer = FilterLexer(expression)
        try advance()
        while try takeOperand() {
            // Each node becomes a byte at least, so that more need not even be remembered.
            guard nodes.count < FilterProgram.maximumByteCount else {
                throw FilterProgram.tooLong(at: token.offset)
            }
        }
    }

    mutating func advance() throws(FilterMistake) {
        token = try lexer.next()
    }

    mutating func push(_ node: FilterNode, at offset: Int) {
        operands.append(nodes.count)
        nodes.append(node)
        offsets.append(offset)
    }

    /// Takes one operand with what stands before and behind it, up to the next binary operator.
    ///
    /// - Returns: whether another operand must follow.
    private mutating func takeOperand() throws(FilterMistake) -> Bool {
        while try takePrefix() {}
        switch token.kind {
        case .integer(let value):
            push(.integer(value), at: token.offset)
            try advance()
        case .floating(let value):
            push(.floating(value), at: token.offset)
            try advance()
        case .text(let text):
            push(.text(text), at: token.offset)
            try advance()
        case .name, .root:
            try takePath()
        case .symbol, .end:
            throw FilterMistake(
                "an operand is missing before \(token.name)",
                "write a field, a context, a number or a text here",
                at: token.offset
            )
        }
        return try takeOperator()
    }

    /// Takes a parenthesis or unary operator.
    ///
    /// - Returns: whether there was one.
    private mutating func takePrefix() throws(FilterMistake) -> Bool {
        guard case .symbol(let symbol) = token.kind else { return false }
        if symbol == "(" {
            pending.append((.parenthesis, token.offset))
        } else if let sign = UnaryOperator.allCases.first(where: { $0.symbol == symbol }) {
            pending.append((.unary(sign), token.offset))
        } else {
            return false
        }
        nesting += 1
        guard nesting <= Self.maximumNesting else {
            throw FilterMistake(
                "more than \(Self.maximumNesting) parentheses and unary operators are nested",
                "take some away",
                at: token.offset
            )
        }
        try advance()
        return true
    }

    /// Takes closing parentheses and then a binary operator or the end.
    ///
    /// - Returns: whether there was an operator, so that another operand must follow.
    private mutating func takeOperator() throws(FilterMistake) -> Bool {
        while token.kind == .symbol(")") {
            reduce(above: 0)
            guard pending.popLast() != nil else {
                throw FilterMistake(
                    "a parenthesis closes nothing",
                    "take it away, or open one before",
                    at: token.offset
                )
            }
            nesting -= 1
            try advance()
        }
        if token.kind == .end {
            reduce(above: 0)
            guard let open = pending.last else { return false }
            throw FilterMistake("a parenthesis stays open", "close it with )", at: open.offset)
        }
        guard case .symbol(let symbol) = token.kind,
            let sign = BinaryOperator.allCases.first(where: { $0.symbol == symbol })
        else { throw misplaced() }
        reduce(above: sign.precedence)
        pending.append((.binary(sign), token.offset))
        try advance()
        return true
    }

    private func misplaced() -> FilterMistake {
        if token.kind == .symbol("->") {
            return FilterMistake("“->” follows no pointers here", "write a dot", at: token.offset)
        }
        return FilterMistake(
            "an operator is missing before \(token.name)",
            "put one between the operands, or end the filter",
            at: token.offset
        )
    }

    /// Makes nodes of the pending operators that bind at least as tightly as a precedence.
    private mutating func reduce(above precedence: Int) {
        while let last = pending.last, let right = operands.last {
            switch last.what {
            case .parenthesis:
                return
            case .unary(let sign):
                operands.removeLast()
                push(.unary(sign, right), at: last.offset)
                nesting -= 1
            case .binary(let sign):
                guard sign.precedence >= precedence, operands.count >= 2 else { return }
                operands.removeLast()
                let left = operands.removeLast()
                push(.binary(sign, left, right), at: last.offset)
            }
            pending.removeLast()
        }
    }
}
