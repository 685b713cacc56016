// SPDX-License-Identifier: Apache-2.0

/// What runs inside of programs uses no hashes (docs/decisions/0024-no-hashes-in-programs.md).
enum HashRule {
    /// All that `Plume` needs but C, and but the rings, whose other ends do not run there.
    static let targets: Set = [
        "Bytes", "SystemCalls", "SideDescription", "MessageCoding", "ProgramProtocol",
        "EventFilter", "EventContext", "SideRuntime", "Tracer", "Plume",
    ]

    static func findings(in text: String, target: String) -> [Finding] {
        guard targets.contains(target) else { return [] }
        let source = SourceText(text)
        // The programs' own may be recorded: going through one hashes nothing.
        let lines = source.codeLines
        let named = source.words.filter { $0.text == "Set" || $0.text == "Dictionary" }
            .filter { word in !lines[word.line - 1].contains(conformance) }
            .map { Finding("\($0.text) inside of programs", line: $0.line) }
        let written = source.codeLines.enumerated().filter { $0.element.contains(pattern) }
            .map { Finding("a dictionary inside of programs", line: $0.offset + 1) }
        return named + written
    }

    private static var conformance: Regex<Substring> {
        #/^extension (?:Set|Dictionary): FieldValue /#
    }

    /// The type of a dictionary, as in `var names: [String: Int]`.
    private static var pattern: Regex<Substring> { #/[:(=<>] ?\[[A-Z][A-Za-z0-9.]*: [A-Z\[]/# }
}
