// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension JSONTape {
    /// Reads the text in a range of the bytes, which must be all there is but for white space.
    ///
    /// The reader is strict: no comments, no trailing commas, no duplicate names.
    mutating func read(_ range: Range<Int>, fragment: Int) throws(CTFError) {
        nodes.removeAll(keepingCapacity: true)
        unescaped.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
        self.fragment = fragment
        first = range.lowerBound
        position = range.lowerBound
        end = range.upperBound
        skipSpace()
        try value()
        while let container = open.last {
            skipSpace()
            if container.isObject {
                try member(isFirst: container.isEmpty)
            } else {
                try element(isFirst: container.isEmpty)
            }
        }
        skipSpace()
        guard position == end else {
            throw error("there is text after the end of the JSON object")
        }
    }

    /// The byte at the position; nil at the end.
    var nextByte: UInt8? { position < end ? bytes[position] : nil }

    mutating func skipSpace() {
        while position < end {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard nextByte == byte else { return false }
        position += 1
        return true
    }

    /// Appends a node without inner nodes.
    mutating func append(_ kind: Kind, from start: Int, to end: Int) {
        nodes.append(
            Node(
                kind: kind,
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: nodes.count + 1)
            )
        )
    }

    /// Reads a scalar, or the beginning of an array or object.
    private mutating func value() throws(CTFError) {
        switch nextByte {
        case nil: throw error("the JSON text ends too early")
        case UInt8(ascii: "{"): try begin(isObject: true)
        case UInt8(ascii: "["): try begin(isObject: false)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default: try number()
        }
    }

    private mutating func begin(isObject: Bool) throws(CTFError) {
        guard open.count < JSONTape.depthLimit else {
            throw error("arrays and objects are nested more than \(JSONTape.depthLimit) deep")
        }
        open.append(Open(node: nodes.count, isObject: isObject))
        append(isObject ? .object : .array, from: position, to: position)
        position += 1
    }

    private mutating func word(_ word: String, _ kind: Kind) throws(CTFError) {
        for byte in word.utf8 {
            guard take(byte) else { throw error("this is not a JSON value") }
        }
        append(kind, from: position, to: position)
    }

    private mutating func element(isFirst: Bool) throws(CTFError) {
        if take(UInt8(ascii: "]")) { return try close() }
        if !isFirst {
            guard take(UInt8(ascii: ",")) else {
                throw error("a comma or the end of the array is missing")
            }
            skipSpace()
        }
        open[open.count - 1].isEmpty = false
        try value()
    }

    private mutating func member(isFirst: Bool) throws(CTFError) {
        if take(UInt8(ascii: "}")) { return try close() }
        if !isFirst {
            guard take(UInt8(ascii: ",")) else {
                throw error("a comma or the end of the object is missing")
            }
            skipSpace()
        }
        open[open.count - 1].isEmpty = false
        guard nextByte == UInt8(ascii: "\"") else {
            throw error("the name of an object's member is missing")
        }
        try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else {
            throw error("a colon is missing after \"\(text(nodes.count - 1))\"")
        }
        skipSpace()
        try value()
    }

    private mutating func close() throws(CTFError) {
        guard let container = open.popLast() else { return }
        nodes[container.node].next = UInt32(truncatingIfNeeded: nodes.count)
        guard container.isObject else { return }
        if let name = repeated(children(container.node)) {
            throw error("the name \"\(text(name))\" occurs twice in an object")
        }
    }

    /// An error at the position, given as line and column within the fragment.
    func error(_ problem: String) -> CTFError {
        var line = 1
        var column = 1
        for byte in bytes[first..<min(position, end)] {
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
