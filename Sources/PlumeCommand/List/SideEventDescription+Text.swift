// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import TraceModel

extension SideEventDescription {
    /// One line for a person, for example "kv:command (info) connection: UInt32, key: String".
    var signature: String {
        let fields = fields.map { "\($0.name): \($0.type.text)" }.joined(separator: ", ")
        return "\(fullName) (\(logLevel))\(fields.isEmpty ? "" : " ")\(fields)"
    }

    /// The description for programs.
    func json() -> JSONValue {
        .object([
            "provider": .string(provider),
            "name": .string(name),
            "level": .string("\(logLevel)"),
            "fields": .array(fields.map { $0.json() }),
        ])
    }
}

extension SideField {
    fileprivate func json() -> JSONValue {
        var members = [JSONMember("name", .string(name)), JSONMember("type", .string(type.text))]
        if case .structure(let fields) = type.kind {
            members.append(JSONMember("members", .array(fields.map { $0.json() })))
        }
        if case .enumeration(_, _, let labels) = type.kind {
            let values = labels.map {
                JSONMember($0.name, .integer(Int128($0.range.lowerBound)))
            }
            members.append(JSONMember("labels", .object(values)))
        }
        for attribute in type.attributes {
            switch attribute.value {
            case .string(let text): members.append(JSONMember(attribute.key, .string(text)))
            case .unsigned(let number):
                members.append(JSONMember(attribute.key, .integer(Int128(number))))
            case .signed(let number):
                members.append(JSONMember(attribute.key, .integer(Int128(number))))
            case .real(let number): members.append(JSONMember(attribute.key, .real(number)))
            case .boolean(let value): members.append(JSONMember(attribute.key, .boolean(value)))
            }
        }
        return .object(members)
    }
}

extension SideType {
    /// The type as Swift spells it.
    fileprivate var text: String {
        switch kind {
        case .bool: "Bool"
        case .integer(let bits, let isSigned): "\(isSigned ? "Int" : "UInt")\(bits)"
        case .float(32): "Float"
        case .float(64): "Double"
        case .float(let bits): "Float\(bits)"
        case .string: "String"
        case .bytes(let mediaType): "Bytes<\(mediaType)>"
        case .array(let element): "[\(element.text)]"
        case .fixedArray(let element, let count): "[\(count) of \(element.text)]"
        case .optional(let wrapped): "\(wrapped.text)?"
        case .enumeration(_, _, let labels):
            "{ \(labels.map(\.name).joined(separator: " | ")) }"
        case .bitmap(_, let labels):
            "{ \(labels.map(\.name).joined(separator: ", ")) }"
        case .variant(_, let options) where options.isEmpty: "Any"
        case .variant(_, let options):
            "(\(options.map(\.type.text).joined(separator: " | ")))"
        case .structure(let fields):
            "{ \(fields.map { "\($0.name): \($0.type.text)" }.joined(separator: ", ")) }"
        }
    }
}
