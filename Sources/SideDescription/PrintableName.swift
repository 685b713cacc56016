// SPDX-License-Identifier: Apache-2.0

/// Names of programs in texts for people: whatever bytes they have, they steer no terminal.
public enum PrintableName {
    private static let maximumScalars = 120

    /// A name between quotation marks, cut where it is very long.
    public static func quoted(_ name: String) -> String { "\"\(escaped(name))\"" }

    /// A name in which control characters, marks of direction and the like are written as numbers,
    /// for example `\u{1B}`.
    public static func escaped(_ name: String) -> String {
        var text = ""
        for (index, scalar) in name.unicodeScalars.enumerated() {
            if index == maximumScalars { return text + "…" }
            if isPrintable(scalar) {
                text.unicodeScalars.append(scalar)
            } else {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return text
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            false
        default: true
        }
    }
}
