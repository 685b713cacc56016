// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    /// The attributes of a fragment, class, member or option.
    func attributes(_ object: Int) throws(CTFError) -> Attributes {
        var node = tape.find(object, .attributes)
        if isDraft && node == nil { node = tape.find(object, .userAttributes) }
        guard let node else { return [:] }
        guard tape.nodes[node].kind == .object else {
            throw mismatch(object, .attributes, "an object", node)
        }
        return try attributes(node, depth: 1)
    }

    private func attributes(_ object: Int, depth: Int) throws(CTFError) -> Attributes {
        var entries: [Attributes.Entry] = []
        for name in tape.children(object) {
            let value = try attribute(name + 1, depth: depth)
            entries.append(Attributes.Entry(name: tape.text(name), value: value))
        }
        return Attributes(entries)
    }

    private func attribute(_ node: Int, depth: Int) throws(CTFError) -> AttributeValue {
        switch tape.nodes[node].kind {
        case .null: return .null
        case .no: return .boolean(false)
        case .yes: return .boolean(true)
        case .string: return .string(tape.text(node))
        case .integer, .real:
            if let integer = tape.integer(node) { return .integer(integer) }
            let text = String(decoding: tape.utf8(node), as: UTF8.self)
            guard let real = Double(text) else {
                throw error(node, "this number cannot be read", Remedy.property)
            }
            return .real(real)
        case .array, .object:
            guard depth < Self.attributeDepthLimit else {
                throw error(
                    node,
                    "attributes are nested more than \(Self.attributeDepthLimit) deep",
                    "Remove the attribute, which no reader needs"
                )
            }
            if tape.nodes[node].kind == .object {
                return .object(try attributes(node, depth: depth + 1))
            }
            var elements: [AttributeValue] = []
            for child in tape.children(node) {
                elements.append(try attribute(child, depth: depth + 1))
            }
            return .array(elements)
        }
    }
}
