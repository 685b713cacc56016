// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The formatter checks all it can: only two rules that contradict the language are off.
enum FormatterRule {
    static let off: Set = ["NoLeadingUnderscores", "UseEarlyExits"]

    static func findings(in text: String) -> [Finding] {
        guard
            let settings = try? JSONSerialization.jsonObject(with: Data(text.utf8))
                as? [String: Any],
            let rules = settings["rules"] as? [String: Bool]
        else { return [Finding("the rules cannot be read")] }
        var findings = rules.filter { !$0.value && !off.contains($0.key) }.keys.sorted()
            .map { Finding("the rule \($0) is off") }
        if settings["lineLength"] as? Int != ColumnRule.maximumColumns {
            findings.append(Finding("the line length is not \(ColumnRule.maximumColumns)"))
        }
        return findings
    }
}
