// SPDX-License-Identifier: Apache-2.0

/// Reads the nodes of a tree from bytes that may be hostile.
///
/// Each byte is looked at once, and each makes one node at most.
struct FilterProgramDecoder {
    private let bytes: [UInt8]
    private var offset = 1
    private(set) var nodes: [FilterNode] = []
    /// Where each node begins.
    private(set) var offsets: [Int] = []
    /// The nodes that wait for an operator.
    private var operands: [Int] = []

    init(_ bytes: [UInt8]) throws(FilterProgramError) {
        guard bytes.count <= FilterProgram.maximumByteCount else {
            throw FilterProgramError("it is too long", at: FilterProgram.maximumByteCount)
        }
        guard let version = bytes.first else { throw FilterProgramError("it is empty", at: 0) }
        guard version == FilterProgram.version else {
            throw FilterProgramError("version \(version) is not known", at: 0)
        }
        self.bytes = bytes
    }

    /// Reads all nodes and checks that they are one tree.
    mutating func decode() throws(FilterProgramError) {
        while offset < bytes.count { try takeNode() }
        guard operands.count == 1 else {
            throw FilterProgramError("it has \(operands.count) values at its end", at: offset)
        }
    }

    private mutating func takeNode() throws(FilterProgramError) {
        let start = offset
        let code = try take(UInt8.self)
        switch code {
        case FilterCode.shortInteger:
            push(.integer(Int64(Int8(bitPattern: try take()))), start)
        case FilterCode.integer:
            push(.integer(Int64(bitPattern: try take())), start)
        case FilterCode.floating:
            push(.floating(Double(bitPattern: try take())), start)
        case FilterCode.text:
            push(.text(try takeText()), start)
        case FilterCode.field:
            push(.operand(try takeSteps(FilterOperand(root: .field(try takeName())))), start)
        case FilterCode.context:
            push(.operand(FilterOperand(root: .context(try takeContext()))), start)
        case FilterCode.application:
            push(.operand(FilterOperand(root: .application(try takeName(":")))), start)
        default:
            try takeOperator(code, start)
        }
    }

    private mutating func push(_ node: FilterNode, _ start: Int) {
        operands.append(nodes.count)
        nodes.append(node)
        offsets.append(start)
    }

    private mutating func takeOperator(_ code: UInt8, _ start: Int) throws(FilterProgramError) {
        if let sign = UnaryOperator(rawValue: code) {
            push(.unary(sign, try pop(start)), start)
        } else if let sign = BinaryOperator(rawValue: code) {
            let right = try pop(start)
            push(.binary(sign, try pop(start), right), start)
        } else {
            throw FilterProgramError("code \(code) is not known", at: start)
        }
    }

    private mutating func pop(_ start: Int) throws(FilterProgramError) -> Int {
        guard let operand = operands.popLast() else {
            throw FilterProgramError("an operator has no operand", at: start)
        }
        return operand
    }

    private mutating func takeSteps(
        _ root: FilterOperand
    ) throws(FilterProgramError) -> FilterOperand {
        var operand = root
        while offset < bytes.count {
            switch bytes[offset] {
            case FilterCode.member:
                offset += 1
                operand.steps.append(.member(try takeName()))
            case FilterCode.element:
                offset += 1
                operand.steps.append(.element(try take()))
            default:
                return operand
            }
        }
        return operand
    }

    private mutating func takeContext() throws(FilterProgramError) -> ContextID {
        let start = offset
        let context = ContextID(rawValue: UInt16(try take(UInt8.self)))
        guard context.name != nil else {
            throw FilterProgramError("context \(context.rawValue) is not known", at: start)
        }
        return context
    }

    private mutating func takeText() throws(FilterProgramError) -> FilterText {
        let start = offset
        let text = FilterText(bytes: try takeBytes())
        let star = FilterText.star
        guard zip(text.bytes, text.bytes.dropFirst()).allSatisfy({ $0 != star || $1 != star })
        else { throw FilterProgramError("two stars follow each other", at: start) }
        return text
    }

    /// A name as the language allows it, or two around a separator.
    private mutating func takeName(
        _ separator: Character? = nil
    ) throws(FilterProgramError) -> String {
        let start = offset
        let name = try takeBytes()
        var lexer = FilterLexer(bytes: name)
        var isName = lexer.takeName()
        if let separator {
            isName = isName && lexer.byte() == separator.asciiValue
            lexer.offset += 1
            isName = isName && lexer.takeName()
        }
        guard isName, lexer.offset == name.count, let text = String(validating: name, as: UTF8.self)
        else { throw FilterProgramError("a name is not well-formed", at: start) }
        return text
    }

    private mutating func takeBytes() throws(FilterProgramError) -> [UInt8] {
        let start = offset
        let count = Int(try take(UInt16.self))
        guard count <= bytes.count - offset else {
            throw FilterProgramError("it is cut short", at: start)
        }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    private mutating func take<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type = Number.self
    ) throws(FilterProgramError) -> Number {
        let count = Number.bitWidth / 8
        guard count <= bytes.count - offset else {
            throw FilterProgramError("it is cut short", at: offset)
        }
        var number: Number = 0
        for index in 0..<count { number |= Number(bytes[offset + index]) << (8 * index) }
        offset += count
        return number
    }
}
