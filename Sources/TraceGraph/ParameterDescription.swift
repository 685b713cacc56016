// SPDX-License-Identifier: Apache-2.0

/// What a parameter of a component class may be.
public struct ParameterDescription: Hashable, Sendable {
    /// The forms of a value.
    public enum Form: Hashable, Sendable {
        /// True or false.
        case boolean
        /// A signed integer.
        case signed
        /// An unsigned integer, which a signed one is not.
        case unsigned
        /// A floating-point number.
        case real
        /// A text.
        case string
        /// One of some texts.
        case choice([String])
        /// A list of texts.
        case strings
        /// A list.
        case array
        /// Values by name.
        case map
    }

    /// The name.
    public let name: String
    /// The forms that a value may have.
    public let forms: [Form]
    /// Whether a component cannot be made without it.
    public let isMandatory: Bool
    /// One sentence about it.
    public let summary: String

    /// Describes a parameter.
    public init(
        _ name: String,
        _ forms: Form...,
        isMandatory: Bool = false,
        summary: String
    ) {
        self.name = name
        self.forms = forms
        self.isMandatory = isMandatory
        self.summary = summary
    }

    /// Whether a value has one of the forms.
    public func accepts(_ value: ParameterValue) -> Bool {
        forms.contains { Self.matches(value, $0) }
    }

    /// The forms in words, for example "a string or a signed integer".
    public var formText: String {
        forms.map(Self.text).joined(separator: " or ")
    }

    private static func matches(_ value: ParameterValue, _ form: Form) -> Bool {
        switch (form, value) {
        case (.boolean, .boolean), (.signed, .signed), (.unsigned, .unsigned), (.real, .real),
            (.string, .string), (.array, .array), (.map, .map):
            true
        case (.choice(let words), .string(let word)): words.contains(word)
        case (.strings, .array(let elements)):
            elements.allSatisfy { if case .string = $0 { true } else { false } }
        default: false
        }
    }

    private static func text(_ form: Form) -> String {
        switch form {
        case .boolean: "a boolean"
        case .signed: "a signed integer"
        case .unsigned: "an unsigned integer"
        case .real: "a real number"
        case .string: "a string"
        case .choice(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
        case .strings: "an array of strings"
        case .array: "an array"
        case .map: "a map"
        }
    }
}
