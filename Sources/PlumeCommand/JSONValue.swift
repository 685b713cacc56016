// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// A JSON value, with the members of objects in their order.
indirect enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number without fraction and exponent.
    case integer(Int128)
    /// Any other number.
    case real(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Names and values.
    case object([JSONMember])

    /// Makes an object of names and values.
    static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { JSONMember($0.key, $0.value) })
    }

    /// The value of a member of an object.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

/// A member of a JSON object.
struct JSONMember: Hashable, Sendable {
    /// The name.
    let name: String
    /// The value.
    let value: JSONValue

    /// Pairs a name with a value.
    init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue {
    /// The text of the value on one line, in UTF-8.
    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    private func append(to bytes: inout [UInt8]) {
        switch self {
        case .null:
            bytes += Array("null".utf8)
        case .boolean(let value):
            bytes += Array((value ? "true" : "false").utf8)
        case .integer(let value):
            bytes += Array("\(value)".utf8)
        case .real(let value):
            bytes += Array((value.isFinite ? "\(value)" : "null").utf8)
        case .string(let text):
            Self.append(text, to: &bytes)
        case .array(let elements):
            bytes.append(0x5B)
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                element.append(to: &bytes)
            }
            bytes.append(0x5D)
        case .object(let members):
            bytes.append(0x7B)
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                Self.append(member.name, to: &bytes)
                bytes.append(0x3A)
                member.value.append(to: &bytes)
            }
            bytes.append(0x7D)
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(0x22)
        for byte in ByteText.repaired(text).utf8 {
            switch byte {
            case 0x22, 0x5C:
                bytes += [0x5C, byte]
            case 0x0A:
                bytes += [0x5C, 0x6E]
            case ..<0x20, 0x7F:
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default:
                bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
