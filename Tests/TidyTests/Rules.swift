// SPDX-License-Identifier: Apache-2.0

/// The rules of CONTRIBUTING.md, each a function from a text to what is wrong with it.
enum Rules {
    static let maximumFileLines = 600
    static let maximumMedianLines = 150
    static let maximumFunctionLines = 70
    static let maximumColumns = 100
    static let unsafeTargets = ["SystemCalls", "RingBuffer", "SideRuntime", "Tracer"]

    static func length(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        return lines > maximumFileLines ? ["\(lines) lines"] : []
    }

    static func columns(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element.count > maximumColumns }
            .map { "line \($0.offset + 1) has \($0.element.count) columns" }
    }

    static func licence(_ text: String) -> [String] {
        text.split(separator: "\n").prefix(2).contains { $0.contains("SPDX-License-Identifier") }
            ? [] : ["the licence line is missing"]
    }

    /// Functions are found by their braces; the text is formatted, so indentation tells the end.
    static func functionLength(_ text: String) -> [String] {
        var findings: [String] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (start, line) in lines.enumerated() {
            let code = line.drop { $0 == " " }
            let words = code.split(separator: " ").prefix(6)
            guard
                words.contains(where: { $0 == "func" || $0.hasPrefix("init(") || $0 == "deinit" }),
                !code.hasPrefix("//"), !code.hasPrefix("\""), !code.hasPrefix("#")
            else { continue }
            let indentation = String(line.prefix { $0 == " " })
            let end = lines[start...].firstIndex { $0 == indentation + "}" }
            let isOneLine =
                code.hasSuffix("}") || !lines[start...].prefix(20).contains { $0.hasSuffix("{") }
            if let end, !isOneLine, end - start + 1 > maximumFunctionLines {
                findings.append("line \(start + 1): a function of \(end - start + 1) lines")
            }
        }
        return findings
    }

    static func bannedWords(_ text: String) -> [String] {
        let banned = [
            "TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK", "try" + "! ", " as" + "! ",
        ]
        return banned.filter { text.contains($0) }.map { "\"\($0)\"" }
    }

    /// Comments that are code: they end like a statement.
    static func commentedCode(_ text: String) -> [String] {
        text.split(separator: "\n").filter { line in
            let code = line.drop { $0 == " " }
            guard code.hasPrefix("// ") else { return false }
            return code.hasSuffix("{") || code.hasSuffix(";") && code.contains("=")
                || code.hasPrefix("// let ") || code.hasPrefix("// return ")
        }.map { "commented-out code: \($0)" }
    }

    static func fence(_ path: String, _ text: String) -> [String] {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "Sources", path.hasSuffix(".swift") else { return [] }
        let target = String(parts[1])
        let code = text.split(separator: "\n").filter { line in
            let start = line.drop { $0 == " " }
            return !start.hasPrefix("//") && !line.contains("\"")
        }
        var findings: [String] = []
        let usesUnsafe = code.contains { line in
            line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains {
                $0 == "unsafe" || $0.hasPrefix("Unsafe")
            }
        }
        if usesUnsafe && !unsafeTargets.contains(target) && target != "PlumeMacrosPlugin" {
            findings.append("unsafe code outside the fence")
        }
        let usesPointers = code.contains { $0.contains("unsafe ") && $0.contains("ointer") }
        if usesPointers && unsafeTargets.contains(target) && !text.contains("// SAFETY:")
            && !text.contains("@unsafe")
        {
            findings.append("unsafe code without a word on why it is safe")
        }
        for line in code where line.contains("import Glibc") && target != "SystemCalls" {
            findings.append("Glibc is imported in SystemCalls only")
        }
        if code.contains(where: { $0.contains("import Foundation") }) {
            findings.append("Foundation is not used in Sources")
        }
        return findings
    }

    static func fileName(_ path: String) -> [String] {
        path.contains(" ") || !path.allSatisfy(\.isASCII) ? ["a name with spaces or non-ASCII"] : []
    }

    static func decision(_ text: String) -> [String] {
        ["## Context", "## Choice", "## Alternatives", "## Consequences"]
            .filter { !text.contains($0) }.map { "the section \"\($0)\" is missing" }
    }
}
