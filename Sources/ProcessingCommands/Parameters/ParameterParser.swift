// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// Reads parameters as command lines give them: `NAME=VALUE,NAME=VALUE`.
///
/// Arrays and maps may be nested 100 deep.
public struct ParameterParser {
    private static let depthLimit = 100

    var scanner: ParameterScanner
    private var depth = 0

    private init(_ text: String) { scanner = ParameterScanner(text) }

    /// Reads parameters.
    ///
    /// - Throws: what was expected instead, and in which column.
    public static func parse(_ text: String) throws(GraphError) -> Parameters {
        var parser = ParameterParser(text)
        var parameters = Parameters()
        repeat {
            let (name, value) = try parser.assignment()
            parameters.values[name] = value
            parser.scanner.skipSpace()
            if parser.scanner.isAtEnd { return parameters }
        } while parser.scanner.skip(",")
        throw parser.scanner.expected("`,`")
    }

    private mutating func assignment() throws(GraphError) -> (String, ParameterValue) {
        scanner.skipSpace()
        guard let name = scanner.word() else { throw scanner.expected("a parameter name") }
        scanner.skipSpace()
        guard scanner.skip("=") else { throw scanner.expected("`=`") }
        return (name, try value())
    }

    private mutating func value() throws(GraphError) -> ParameterValue {
        scanner.skipSpace()
        let start = scanner.position
        switch scanner.peek {
        case UInt8(ascii: "["):
            return try nested { parser throws(GraphError) in try parser.array() }
        case UInt8(ascii: "{"): return try nested { parser throws(GraphError) in try parser.map() }
        case UInt8(ascii: "\""): return .string(try scanner.quoted())
        case UInt8(ascii: "+"):
            _ = scanner.skip("+")
            scanner.skipSpace()
            guard case .integer(let magnitude)? = try scanner.number() else {
                throw scanner.expected("an integer", at: start)
            }
            return .unsigned(magnitude)
        case UInt8(ascii: "-"):
            _ = scanner.skip("-")
            scanner.skipSpace()
            return try signed(isNegative: true, start)
        case let byte? where byte == UInt8(ascii: ".") || (0x30...0x39).contains(byte):
            return try signed(isNegative: false, start)
        default:
            guard let word = scanner.word() else { throw scanner.expected("a value") }
            return Self.keyword(word) ?? .string(word)
        }
    }

    private mutating func signed(
        isNegative: Bool,
        _ start: Int
    ) throws(GraphError) -> ParameterValue {
        switch try scanner.number() {
        case .integer(let magnitude):
            let value = isNegative ? -Int128(magnitude) : Int128(magnitude)
            guard let number = Int64(exactly: value) else {
                throw scanner.problem(
                    "the integer \(value) does not fit in 64 bits with a sign",
                    at: start
                )
            }
            return .signed(number)
        case .real(let value): return .real(isNegative ? -value : value)
        case nil: throw scanner.expected("a value", at: start)
        }
    }

    private mutating func nested(
        _ body: (inout ParameterParser) throws(GraphError) -> ParameterValue
    ) throws(GraphError) -> ParameterValue {
        guard depth < Self.depthLimit else {
            throw scanner.problem("more than \(Self.depthLimit) arrays and maps are nested")
        }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    private mutating func array() throws(GraphError) -> ParameterValue {
        _ = scanner.skip("[")
        var values: [ParameterValue] = []
        while true {
            scanner.skipSpace()
            if scanner.skip("]") { return .array(values) }
            values.append(try value())
            scanner.skipSpace()
            if scanner.skip("]") { return .array(values) }
            guard scanner.skip(",") else { throw scanner.expected("`,` or `]`") }
        }
    }

    private mutating func map() throws(GraphError) -> ParameterValue {
        _ = scanner.skip("{")
        var values: [String: ParameterValue] = [:]
        while true {
            scanner.skipSpace()
            if scanner.skip("}") { return .map(values) }
            let (name, value) = try assignment()
            values[name] = value
            scanner.skipSpace()
            if scanner.skip("}") { return .map(values) }
            guard scanner.skip(",") else { throw scanner.expected("`,` or `}`") }
        }
    }

    /// What a word without quotes means; nil when it is but a text.
    static func keyword(_ word: String) -> ParameterValue? {
        switch word {
        case "null", "nul", "NULL": .null
        case "true", "TRUE", "yes", "YES": .boolean(true)
        case "false", "FALSE", "no", "NO": .boolean(false)
        default: nil
        }
    }
}
