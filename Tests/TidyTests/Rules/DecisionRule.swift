// SPDX-License-Identifier: Apache-2.0

/// A decision says why, what, what else there was, and what follows.
enum DecisionRule {
    static let sections = ["Context", "Choice", "Alternatives", "Consequences"]

    static func findings(in text: String) -> [Finding] {
        let lines = text.split(separator: "\n")
        return sections.filter { !lines.contains("## \($0)") }
            .map { Finding("the section \($0) is missing") }
    }

    /// Decisions are numbered without gaps, so that a number names one for ever.
    static func findings(inNames names: [String]) -> [Finding] {
        names.sorted().enumerated().compactMap { index, name in
            let digits = String(index + 1)
            let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return name.hasPrefix(number + "-") && name.hasSuffix(".md")
                ? nil : Finding("\(name) where a name that begins with \(number)- is due")
        }
    }
}
