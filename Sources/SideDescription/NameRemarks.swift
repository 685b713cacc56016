// SPDX-License-Identifier: Apache-2.0

extension SideEventDescription {
    /// What about its names will get in the way of event rules, filters and readers, although the
    /// event is recorded: one sentence for each name.
    ///
    /// docs/swift.md has the rules.
    public var nameRemarks: [String] {
        var remarks: [String] = []
        for (what, name) in [("provider", provider), ("name", name)] {
            guard let found = NameRules.remark(onEventName: name) else { continue }
            remarks.append("the \(what) \(PrintableName.quoted(name)) \(found)")
        }
        for field in fields where !NameRules.isPlainField(field.name) {
            remarks.append(
                "the field \(PrintableName.quoted(field.name)) cannot be named in a filter, which"
                    + " takes letters, digits and underscores, and no digit first"
            )
        }
        return remarks
    }
}

/// Which names can be written in event rules and filters.
public enum NameRules {
    /// What is the matter with the name of a provider or an event; nil where nothing is.
    ///
    /// - Parameter name: the name.
    /// - Returns: a part of a sentence that follows the name.
    public static func remark(onEventName name: String) -> String? {
        for scalar in name.unicodeScalars {
            switch scalar {
            case ":": return "contains a colon, which separates provider and name"
            case "*": return "contains a star, which stands for any text in event rules"
            case "\u{FFFD}": return "is not UTF-8"
            case _ where scalar.properties.isWhitespace:
                return "contains a space, which must be quoted in event rules"
            case _ where PrintableName.escaped(String(scalar)) != String(scalar):
                return "contains a control character"
            default: continue
            }
        }
        return nil
    }

    /// Whether a field can be named in a filter.
    public static func isPlainField(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            byte == 0x5F || byte >= 0x80 || (0x30...0x39).contains(byte)
                || (0x61...0x7A).contains(byte | 0x20)
        }
    }
}
