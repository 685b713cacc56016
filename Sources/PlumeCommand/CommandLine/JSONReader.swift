// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// Reads the text of a value; nil when it is not one.
    init?(parsing text: String) {
        var reader = JSONReader(text)
        guard let value = reader.value(), reader.isAtEnd else { return nil }
        self = value
    }
}

/// Reads the text of a JSON value, of numbers only integers.
private struct JSONReader {
    private static let maximumDepth = 64
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return position == bytes.count
        }
    }

    mutating func value() -> JSONValue? {
        skipBlanks()
        guard position < bytes.count, depth < Self.maximumDepth else { return nil }
        depth += 1
        defer { depth -= 1 }
        switch bytes[position] {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        default: return integer()
        }
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
            position += 1
        }
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    /// Takes a character and the blanks before it.
    private mutating func takeNext(_ character: String) -> Bool {
        skipBlanks()
        return take(character)
    }

    private mutating func object() -> JSONValue? {
        position += 1
        var members: [JSONMember] = []
        if takeNext("}") { return .object(members) }
        repeat {
            skipBlanks()
            guard let name = string(), takeNext(":"), let value = value() else { return nil }
            members.append(JSONMember(name, value))
        } while takeNext(",")
        return takeNext("}") ? .object(members) : nil
    }

    private mutating func array() -> JSONValue? {
        position += 1
        var elements: [JSONValue] = []
        if takeNext("]") { return .array(elements) }
        repeat {
            guard let value = value() else { return nil }
            elements.append(value)
        } while takeNext(",")
        return takeNext("]") ? .array(elements) : nil
    }

    private mutating func integer() -> JSONValue? {
        let digits = bytes[position...].prefix { (0x30...0x39).contains($0) || $0 == 0x2D }
        position += digits.count
        return Int128(String(decoding: digits, as: UTF8.self)).map { .integer($0) }
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = escape() else { return nil }
                text += Array(String(escaped).utf8)
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "u"):
            let digits = bytes[position...].prefix(4)
            position += digits.count
            return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
                .flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
        default: return Unicode.Scalar(byte)
        }
    }
}
