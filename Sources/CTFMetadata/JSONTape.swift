// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// A JSON text as a flat list of nodes, each before those inside it.
///
/// A list can be filled, gone through and freed without recursion, however deep the text is nested,
/// and it is reused for the next fragment.
struct JSONTape {
    /// What a node is.
    enum Kind: UInt8 {
        case null
        case no
        case yes
        case integer
        case real
        case string
        case array
        case object
    }

    /// A value, or the name of an object's member, which precedes the member's value.
    struct Node {
        var kind: Kind
        /// Whether the bytes of a string are in `unescaped`.
        var isUnescaped = false
        /// The word that a string spells, if it is one.
        var word: Word?
        /// The hash of the bytes of a string.
        var hash: UInt32 = 0
        /// Where the bytes of a number or a string begin.
        var start: UInt32
        /// Where they end.
        var end: UInt32
        /// The index after the last node inside this one.
        var next: UInt32
    }

    /// How deeply arrays and objects may be nested.
    static let depthLimit = 4096

    /// An array or object of which the end is not read yet.
    struct Open {
        let node: Int
        let isObject: Bool
        var isEmpty = true
    }

    /// The bytes of all fragments.
    var bytes: [UInt8]
    /// The bytes of those strings that have escapes.
    var unescaped: [UInt8] = []
    /// The nodes of the current fragment.
    var nodes: [Node] = []

    let words = WordTable.shared
    var fragment = 0
    var first = 0
    var position = 0
    var end = 0
    var open: [Open] = []

    /// Makes an empty tape over some bytes.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension JSONTape {
    /// What a value is, for messages.
    func kindText(_ node: Int) -> String {
        switch nodes[node].kind {
        case .null: "null"
        case .no, .yes: "a boolean"
        case .integer: integer(node) == nil ? "a number which is too large" : "an integer"
        case .real: "a number with a fraction or an exponent"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The index of the node after a value.
    func next(_ node: Int) -> Int { Int(nodes[node].next) }

    /// The value of an object's member that is named by a word; nil when there is none.
    func find(_ object: Int, _ word: Word) -> Int? {
        var name = object + 1
        let end = next(object)
        while name < end {
            if nodes[name].word == word { return name + 1 }
            name = next(name + 1)
        }
        return nil
    }

    /// The nodes of an array's elements, or of the names of an object's members.
    func children(_ node: Int) -> [Int] {
        var children: [Int] = []
        var child = node + 1
        let end = next(node)
        let isObject = nodes[node].kind == .object
        while child < end {
            children.append(child)
            child = next(isObject ? child + 1 : child)
        }
        return children
    }

    /// The text of a string or a name.
    func text(_ node: Int) -> String {
        let string = nodes[node]
        if let word = string.word { return word.rawValue }
        return String(decoding: utf8(node), as: UTF8.self)
    }

    /// The bytes of a string, a name or a number.
    func utf8(_ node: Int) -> ArraySlice<UInt8> {
        let range = Int(nodes[node].start)..<Int(nodes[node].end)
        return nodes[node].isUnescaped ? unescaped[range] : bytes[range]
    }

    /// An integer; nil when it does not fit, and for any other value.
    func integer(_ node: Int) -> Int128? {
        guard nodes[node].kind == .integer else { return nil }
        var digits = utf8(node)
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        if digits.count <= 18 {
            var value: Int64 = 0
            for byte in digits { value = value &* 10 &+ Int64(byte &- UInt8(ascii: "0")) }
            return Int128(isNegative ? 0 &- value : value)
        }
        // Negative accumulation reaches the least integer, which has no positive twin.
        var value: Int128 = 0
        for byte in digits {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let digit = Int128(byte &- UInt8(ascii: "0"))
            let (sum, carry) = tens.subtractingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
        }
        if isNegative { return value }
        let (positive, overflow) = Int128(0).subtractingReportingOverflow(value)
        return overflow ? nil : positive
    }

    /// The first of some strings that has the same bytes as an earlier one; nil when all differ.
    func repeated(_ strings: [Int]) -> Int? {
        if strings.count <= 12 {
            for index in strings.indices.dropFirst() {
                let node = nodes[strings[index]]
                for other in strings[..<index] where nodes[other].hash == node.hash {
                    if utf8(other) == utf8(strings[index]) { return strings[index] }
                }
            }
            return nil
        }
        var seen: Set<ArraySlice<UInt8>> = []
        seen.reserveCapacity(strings.count)
        for string in strings where !seen.insert(utf8(string)).inserted { return string }
        return nil
    }
}
