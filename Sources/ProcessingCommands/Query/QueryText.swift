// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// Prints the answer to a query in a form like YAML's.
public enum QueryText {
    /// The lines for a value.
    public static func text(_ value: ParameterValue) -> String {
        var text = ""
        append(value, indentation: 0, startsLine: true, to: &text)
        return text
    }

    private static func append(
        _ value: ParameterValue,
        indentation: Int,
        startsLine: Bool,
        to text: inout String
    ) {
        let margin = String(repeating: " ", count: indentation)
        switch value {
        case .array(let elements) where !elements.isEmpty:
            if !startsLine { text += "\n" }
            for element in elements {
                text += "\(margin)- "
                append(element, indentation: indentation + 2, startsLine: false, to: &text)
            }
        case .map(let members) where !members.isEmpty:
            if !startsLine { text += "\n" }
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                text += "\(margin)\(name): "
                append(member, indentation: indentation + 2, startsLine: false, to: &text)
            }
        default: text += scalar(value) + "\n"
        }
    }

    private static func scalar(_ value: ParameterValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): value ? "yes" : "no"
        case .signed(let value): "\(value)"
        case .unsigned(let value): "\(value)"
        case .real(let value): FixedPointText.text(value)
        case .string(let text): text
        case .array: "[ ]"
        case .map: "{ }"
        }
    }
}

/// Numbers with six digits after the point.
enum FixedPointText {
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        let magnitude = value.magnitude
        // Beyond this, a double has no digits after the point.
        guard magnitude < 9.007e15 else { return "\(value)" }
        let scaled = ((magnitude - magnitude.rounded(.down)) * 1_000_000)
            .rounded(.toNearestOrEven)
        let carry: UInt64 = scaled >= 1_000_000 ? 1 : 0
        let fraction = String(UInt64(scaled) - carry * 1_000_000)
        let zeros = String(repeating: "0", count: 6 - fraction.count)
        let sign = value.sign == .minus ? "-" : ""
        return "\(sign)\(UInt64(magnitude.rounded(.down)) + carry).\(zeros)\(fraction)"
    }
}
