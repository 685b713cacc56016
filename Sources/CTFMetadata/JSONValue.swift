// SPDX-License-Identifier: Apache-2.0

/// A JSON value as read from a fragment.
enum JSONValue: Equatable {
    case null
    case boolean(Bool)
    case integer(Int128)
    case real(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// A member of an object, in the order of the text.
    struct Member: Equatable {
        let name: String
        let value: JSONValue
    }

    /// What the value is, for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .real: "a number which is not a 128-bit integer"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
