// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    /// The greatest alignment, in bits; a packet is never so large.
    static let alignmentLimit = 1 << 40
    /// The most bits that one fixed-length field may have.
    static let lengthLimit = 1 << 20

    func layout(_ node: Int) throws(CTFError) -> BitLayout {
        guard let length = try integer(node, .length, 1...Self.lengthLimit) else {
            throw missing(node, .length)
        }
        let byteOrder: ByteOrder
        switch try requiredWord(node, .byteOrder, "a byte order") {
        case .littleEndian: byteOrder = .littleEndian
        case .bigEndian: byteOrder = .bigEndian
        case let word:
            throw error(node, "\"\(word.rawValue)\" is not a byte order", Remedy.property)
        }
        let bitOrder: BitOrder?
        switch try word(node, .bitOrder, "a bit order") {
        case nil: bitOrder = nil
        case .firstToLast: bitOrder = .firstToLast
        case .lastToFirst: bitOrder = .lastToFirst
        case .some(let word):
            throw error(node, "\"\(word.rawValue)\" is not a bit order", Remedy.property)
        }
        return BitLayout(
            lengthBits: length,
            byteOrder: byteOrder,
            bitOrder: bitOrder,
            alignmentBits: try alignment(node, .alignment)
        )
    }

    func alignment(_ node: Int, _ word: Word) throws(CTFError) -> Int {
        let alignment = try integer(node, word, 1...Self.alignmentLimit) ?? 1
        guard alignment & (alignment - 1) == 0 else {
            throw error(node, "\"\(word.rawValue)\" is \(alignment)", "It must be a power of two")
        }
        return alignment
    }

    func mappings(_ node: Int, isSigned: Bool) throws(CTFError) -> [Mapping] {
        let mappings = try mappings(node, .mappings)
        if isSigned { return mappings }
        for mapping in mappings where mapping.ranges.ranges.contains(where: { $0.lower < 0 }) {
            throw error(
                node,
                "the mapping \"\(mapping.name)\" of an unsigned integer has a negative range",
                Remedy.property
            )
        }
        return mappings
    }

    func displayBase(_ node: Int) throws(CTFError) -> DisplayBase {
        let number = try integer(node, .preferredDisplayBase, 2...16) ?? 10
        guard let base = DisplayBase(rawValue: number) else {
            throw error(node, "\(number) is not a display base", "It must be 2, 8, 10 or 16")
        }
        return base
    }

    func roles(_ node: Int) throws(CTFError) -> [FieldRole] {
        guard let value = tape.find(node, .roles) else { return [] }
        guard tape.nodes[value].kind == .array else {
            throw mismatch(node, .roles, "an array", value)
        }
        var roles: [FieldRole] = []
        for element in tape.children(value) {
            guard tape.nodes[element].kind == .string else {
                throw mismatch(node, .roles, "an array of strings", element)
            }
            guard let word = tape.nodes[element].word, let role = FieldRole.byWord[word] else {
                throw error(node, "\"\(tape.text(element))\" is not a role", Remedy.version)
            }
            roles.append(role)
        }
        return roles
    }

    mutating func length(_ node: Int, isDynamic: Bool) throws(CTFError) -> FieldLength {
        if isDynamic { return .field(try location(node, .lengthFieldLocation)) }
        guard let length = try natural(node, .length) else { throw missing(node, .length) }
        return .fixed(length)
    }
}
