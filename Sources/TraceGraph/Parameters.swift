// SPDX-License-Identifier: Apache-2.0

/// The values of a component's parameters, or of a query's, by name.
public struct Parameters: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// The values.
    public var values: [String: ParameterValue]

    /// Wraps values.
    public init(_ values: [String: ParameterValue] = [:]) { self.values = values }

    /// Makes parameters from a literal such as `["step": .unsigned(3)]`.
    public init(dictionaryLiteral elements: (String, ParameterValue)...) {
        values = Dictionary(elements) { $1 }
    }

    /// The value with a name; nil when there is none.
    public subscript(name: String) -> ParameterValue? { values[name] }

    /// A boolean; nil when there is none with the name.
    public func boolean(_ name: String) -> Bool? {
        if case .boolean(let value)? = values[name] { value } else { nil }
    }

    /// A signed integer; nil when there is none with the name.
    public func signed(_ name: String) -> Int64? {
        if case .signed(let value)? = values[name] { value } else { nil }
    }

    /// An unsigned integer; nil when there is none with the name.
    public func unsigned(_ name: String) -> UInt64? {
        if case .unsigned(let value)? = values[name] { value } else { nil }
    }

    /// A text; nil when there is none with the name.
    public func string(_ name: String) -> String? {
        if case .string(let value)? = values[name] { value } else { nil }
    }

    /// A list of texts; nil when there is none with the name.
    public func strings(_ name: String) -> [String]? {
        guard case .array(let elements)? = values[name] else { return nil }
        return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// Compares the values with the descriptions of the parameters.
    ///
    /// - Parameters:
    ///   - descriptions: all parameters that there are.
    ///   - actor: who checks, for messages.
    /// - Throws: which parameter is unknown, has a wrong form, or is missing.
    public func check(
        _ descriptions: [ParameterDescription],
        actor: String
    ) throws(GraphError) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let description = descriptions.first(where: { $0.name == name }) else {
                let known =
                    descriptions.isEmpty
                    ? "there are none"
                    : "known are " + descriptions.map(\.name).joined(separator: ", ")
                throw GraphError(actor: actor, "Unknown parameter \"\(name)\": \(known).")
            }
            guard description.accepts(value) else {
                throw GraphError(
                    actor: actor,
                    "Parameter \"\(name)\" must be \(description.formText), not \(value.kindText)."
                )
            }
        }
        for description in descriptions
        where description.isMandatory && values[description.name] == nil {
            throw GraphError(
                actor: actor,
                "Parameter \"\(description.name)\" is missing: \(description.formText) is needed."
            )
        }
    }
}

extension ParameterValue {
    /// What a value is, in words.
    public var kindText: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .signed(let value): "the signed integer \(value)"
        case .unsigned(let value): "the unsigned integer \(value)"
        case .real(let value): "the real number \(value)"
        case .string(let text): "the string \"\(text)\""
        case .array: "this array"
        case .map: "a map"
        }
    }
}
