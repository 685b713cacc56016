// SPDX-License-Identifier: Apache-2.0

extension FilterParser {
    /// Takes a field or context with the steps into it.
    mutating func takePath() throws(FilterMistake) {
        let start = token.offset
        var operand = FilterOperand(root: try takeRoot())
        while case .symbol(let symbol) = token.kind, symbol == "." || symbol == "[" {
            let offset = token.offset
            try advance()
            let step = symbol == "." ? try takeMember() : try takeElement()
            guard case .field = operand.root else {
                throw FilterMistake("a context has no parts", "end it before here", at: offset)
            }
            operand.steps.append(step)
        }
        push(.operand(operand), at: start)
    }

    private mutating func takeRoot() throws(FilterMistake) -> FilterOperand.Root {
        let start = token.offset
        switch token.kind {
        case .name(let name):
            try advance()
            return .field(name)
        case .root("ctx"):
            try advance()
            try take(".", "$ctx.vpid")
            return .context(try takeContext())
        case .root("app"):
            try advance()
            try take(".", "$app.provider:type")
            let provider = try takeName("the provider of an application context")
            try take(":", "$app.provider:type")
            let type = try takeName("the type of an application context")
            return .application("\(provider):\(type)")
        default:
            throw FilterMistake(
                "\(token.name) is no place where values come from",
                "write $ctx. for contexts, $app. for those of applications, or a field without $",
                at: start
            )
        }
    }

    private mutating func takeContext() throws(FilterMistake) -> ContextID {
        let start = token.offset
        let name = try takeName("the name of a context")
        if let context = ContextID(named: name) { return context }
        throw name == "perf"
            ? FilterMistake(
                "performance counters cannot be in a filter",
                "record them with the channel, and filter when reading",
                at: start
            )
            : FilterMistake(
                "there is no context “\(name)”",
                "use one of \(ContextID.names.joined(separator: ", "))",
                at: start
            )
    }

    private mutating func takeMember() throws(FilterMistake) -> FilterOperand.Step {
        .member(try takeName("the name of a member"))
    }

    private mutating func takeElement() throws(FilterMistake) -> FilterOperand.Step {
        guard case .integer(let value) = token.kind, let index = UInt32(exactly: value) else {
            throw FilterMistake(
                "an index is no number from 0 to 4294967295",
                "write a constant",
                at: token.offset
            )
        }
        try advance()
        try take("]", "array[3]")
        return .element(index)
    }

    private mutating func takeName(_ what: String) throws(FilterMistake) -> String {
        guard case .name(let name) = token.kind else {
            throw FilterMistake(
                "\(what) is missing before \(token.name)",
                "write it here",
                at: token.offset
            )
        }
        try advance()
        return name
    }

    private mutating func take(_ symbol: String, _ example: String) throws(FilterMistake) {
        guard token.kind == .symbol(symbol) else {
            throw FilterMistake(
                "“\(symbol)” is missing before \(token.name)",
                "write it as in \(example)",
                at: token.offset
            )
        }
        try advance()
    }
}
