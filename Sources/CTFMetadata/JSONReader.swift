// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Reads one JSON text strictly: no comments, no trailing commas, no duplicate names.
struct JSONReader {
    /// How deeply arrays and objects may be nested; the reader is recursive.
    static let depthLimit = 256

    /// The bytes that hold the text; nothing outside `position..<end` is looked at.
    let bytes: [UInt8]
    /// The fragment's number, for messages.
    let fragment: Int
    let start: Int
    let end: Int
    var position: Int
    var depth = 0

    /// Reads the text in a range of bytes, which must be all there is but for white space.
    static func value(
        of bytes: [UInt8],
        in range: Range<Int>,
        fragment: Int
    ) throws(CTFError) -> JSONValue {
        var reader = JSONReader(
            bytes: bytes,
            fragment: fragment,
            start: range.lowerBound,
            end: range.upperBound,
            position: range.lowerBound
        )
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == reader.end else {
            throw reader.error("there is text after the end of the JSON object")
        }
        return value
    }

    /// The byte at the position; nil at the end.
    var next: UInt8? { position < end ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func value() throws(CTFError) -> JSONValue {
        skipSpace()
        switch next {
        case nil: throw error("the JSON text ends too early")
        case UInt8(ascii: "{"): return try nested(JSONReader.object)
        case UInt8(ascii: "["): return try nested(JSONReader.array)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(CTFError) -> JSONValue
    ) throws(CTFError) -> JSONValue {
        guard depth < JSONReader.depthLimit else {
            throw error("arrays and objects are nested more than \(JSONReader.depthLimit) deep")
        }
        depth += 1
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(CTFError) -> JSONValue {
        for byte in word.utf8 {
            guard take(byte) else { throw error("this is not a JSON value") }
        }
        return value
    }

    private static func array(_ reader: inout JSONReader) throws(CTFError) -> JSONValue {
        var elements: [JSONValue] = []
        reader.skipSpace()
        if reader.take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try reader.value())
            reader.skipSpace()
            if reader.take(UInt8(ascii: "]")) { return .array(elements) }
            guard reader.take(UInt8(ascii: ",")) else {
                throw reader.error("a comma or the end of the array is missing")
            }
        }
    }

    private static func object(_ reader: inout JSONReader) throws(CTFError) -> JSONValue {
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        reader.skipSpace()
        if reader.take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            reader.skipSpace()
            guard reader.next == UInt8(ascii: "\"") else {
                throw reader.error("the name of an object's member is missing")
            }
            let name = try reader.string()
            guard names.insert(name).inserted else {
                throw reader.error("the name \"\(name)\" occurs twice in an object")
            }
            reader.skipSpace()
            guard reader.take(UInt8(ascii: ":")) else {
                throw reader.error("a colon is missing after \"\(name)\"")
            }
            members.append(JSONValue.Member(name: name, value: try reader.value()))
            reader.skipSpace()
            if reader.take(UInt8(ascii: "}")) { return .object(members) }
            guard reader.take(UInt8(ascii: ",")) else {
                throw reader.error("a comma or the end of the object is missing")
            }
        }
    }
}

extension JSONReader {
    /// An error at the position, given as line and column within the fragment.
    func error(_ problem: String) -> CTFError {
        var line = 1
        var column = 1
        for byte in bytes[start..<min(position, end)] {
            column += 1
            if byte == 0x0A {
                line += 1
                column = 1
            }
        }
        return CTFError(
            .metadata,
            path: "",
            place: "fragment \(fragment), line \(line), column \(column)",
            problem: problem,
            remedy: "Correct the JSON text there, or record the trace again"
        )
    }
}
