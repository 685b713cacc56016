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
