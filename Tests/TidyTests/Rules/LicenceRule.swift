// SPDX-License-Identifier: Apache-2.0

/// Each source file and script says its licence in the first line that may hold a comment.
enum LicenceRule {
    private static let line = "SPDX-License-Identifier: Apache-2.0"

    static func findings(in text: String) -> [Finding] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        // The interpreter and the version of a manifest must come first.
        if let first = lines.first,
            first.hasPrefix("#!") || first.hasPrefix("// swift-tools-version")
        {
            lines.removeFirst()
        }
        guard let first = lines.first, first == "// \(line)" || first == "# \(line)" else {
            return [Finding("the licence line is missing", line: 1)]
        }
        return []
    }
}
