// SPDX-License-Identifier: Apache-2.0

/// One target knows the C library; none needs Foundation; imports follow the map.
enum ImportRule {
    static func findings(in text: String, target: String) -> [Finding] {
        let source = SourceText(text)
        let lines = source.codeLines
        return source.words.filter { $0.text == "import" }.compactMap { word in
            let imported = lines[word.line - 1].split(separator: " ").last.map(String.init) ?? ""
            let module = String(imported.split(separator: ".").first ?? "")
            return reason(module, target).map { Finding($0, line: word.line) }
        }
    }

    /// The modules that a file imports, and those in which it says that macros are.
    ///
    /// Reads no further than to the first line that is no import, which is much faster than to take
    /// the text apart.
    static func modules(in text: String) -> Set<String> {
        var modules: Set<String> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("//") || line.hasPrefix("#") { continue }
            guard let place = words.firstIndex(of: "import"),
                words[..<place].allSatisfy({ $0.hasPrefix("@") || levels.contains(String($0)) }),
                let module = words.last?.split(separator: ".").first
            else { break }
            modules.insert(String(module))
        }
        for match in text.matches(of: /module: "(\w+)"/) { modules.insert(String(match.output.1)) }
        return modules
    }

    private static let levels: Set = ["public", "package", "internal", "fileprivate", "private"]

    private static func reason(_ module: String, _ target: String) -> String? {
        switch module {
        case "Glibc", "Musl":
            return target == "SystemCalls" ? nil : "only SystemCalls imports the C library"
        case "Foundation", "FoundationEssentials", "Dispatch":
            return "\(module) is not used in Sources"
        default:
            return TargetMap.allows(target, toUse: module)
                ? nil : "\(target) may not import \(module)"
        }
    }
}
