// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Why a text is not JSON.
struct JSONError: Error {
    let reason: String
    /// Where in the fragment, in bytes.
    let offset: Int
}

/// A strict reader of one JSON text (RFC 8259) from bytes that may be hostile.
struct JSONParser {
    private static let maximumDepth = 1_100
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The value that the bytes hold, with nothing but white space around it.
    static func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == bytes.endIndex else {
            throw parser.error("text follows the end of the value")
        }
        return value
    }

    private func error(_ reason: String) -> JSONError {
        JSONError(reason: reason, offset: index - bytes.startIndex)
    }

    private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
        }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < Self.maximumDepth else {
            throw error("values nest deeper than \(Self.maximumDepth)")
        }
        skipSpace()
        switch next {
        case 0x7B: return try object(depth: depth)
        case 0x5B: return try array(depth: depth)
        case 0x22: return .string(try string())
        case 0x74: return try word("true", .boolean(true))
        case 0x66: return try word("false", .boolean(false))
        case 0x6E: return try word("null", .null)
        case .some(0x2D), .some(0x30...0x39): return try number()
        case nil: throw error("the text ends where a value should be")
        default: throw error("no value begins like this")
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[index...].starts(with: text.utf8) else {
            throw error("no value begins like this")
        }
        index += text.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        index += 1
        var members: [JSONMember] = []
        var names: Set<String> = []
        skipSpace()
        if next == 0x7D {
            index += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard next == 0x22 else { throw error("a member's name in quotes should be here") }
            let name = try string()
            guard names.insert(name).inserted else {
                throw error("the member \"\(name)\" occurs twice")
            }
            skipSpace()
            guard next == 0x3A else { throw error("a colon should be here") }
            index += 1
            members.append(JSONMember(name, try value(depth: depth + 1)))
            if try isLast(closing: 0x7D) { return .object(members) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        index += 1
        var elements: [JSONValue] = []
        skipSpace()
        if next == 0x5D {
            index += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            if try isLast(closing: 0x5D) { return .array(elements) }
        }
    }

    private mutating func isLast(closing: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        defer { index += 1 }
        if next == closing { return true }
        guard next == 0x2C else { throw error("a comma or the closing bracket should be here") }
        return false
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let begin = index
        var isInteger = true
        while let byte = next {
            switch byte {
            case 0x30...0x39: break
            case 0x2D where index == begin: break
            case 0x2B, 0x2D, 0x2E, 0x45, 0x65: isInteger = false
            default:
                return try finishNumber(begin, isInteger)
            }
            index += 1
        }
        return try finishNumber(begin, isInteger)
    }

    private func finishNumber(_ begin: Int, _ isInteger: Bool) throws(JSONError) -> JSONValue {
        let text = String(decoding: bytes[begin..<index], as: UTF8.self)
        let digits = text.drop { $0 == "-" }
        guard digits.first != nil,
            digits == "0" || digits.first != "0" || digits.dropFirst().first == "."
                || digits.dropFirst().first == "e" || digits.dropFirst().first == "E"
        else { throw error("a number does not begin with 0") }
        if isInteger {
            guard let number = Int128(text) else { throw error("the number \(text) is too large") }
            return .integer(number)
        }
        guard let number = Double(text) else { throw error("\(text) is not a number") }
        return .real(number)
    }
}

extension JSONParser {
    private mutating func string() throws(JSONError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case 0x22:
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error("the text is not UTF-8")
                }
                return string
            case 0x5C:
                text += try escape()
            case ..<0x20:
                throw error("a control character in a text must be escaped")
            default:
                text.append(byte)
            }
        }
        throw error("the text has no closing quote")
    }

    private mutating func escape() throws(JSONError) -> [UInt8] {
        guard let byte = next else { throw error("the text has no closing quote") }
        index += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: return [byte]
        case 0x62: return [8]
        case 0x66: return [12]
        case 0x6E: return [10]
        case 0x72: return [13]
        case 0x74: return [9]
        case 0x75: return try unicodeEscape()
        default: throw error("there is no such escape")
        }
    }

    private mutating func unicodeEscape() throws(JSONError) -> [UInt8] {
        var code = try hexadecimal()
        if code & 0xFC00 == 0xD800 {
            guard bytes[index...].starts(with: [0x5C, 0x75]) else {
                throw error("half of a surrogate pair")
            }
            index += 2
            let low = try hexadecimal()
            guard low & 0xFC00 == 0xDC00 else { throw error("half of a surrogate pair") }
            code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
        }
        guard let scalar = Unicode.Scalar(code) else { throw error("half of a surrogate pair") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("four hexadecimal digits should be here")
            }
            index += 1
            code = code << 4 | UInt32(digit)
        }
        return code
    }
}
