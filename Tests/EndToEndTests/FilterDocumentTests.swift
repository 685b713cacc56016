// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The examples of docs/filters.md, run as they stand there.
@Suite("docs/filters.md", .enabled(if: Tools.areBuilt), .serialized)
struct FilterDocumentTests {
    private let folder = TemporaryFolder()

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The blocks of code in a language.
    private static func blocks(_ language: String) throws -> [String] {
        let text = try text("docs/filters.md")
        return text.components(separatedBy: "\n```").enumerated().compactMap { number, block in
            guard number % 2 == 1, block.hasPrefix("\(language)\n") else { return nil }
            return String(block.dropFirst(language.count + 1))
        }
    }

    @Test("shows the program that it filters")
    func program() throws {
        let source = try Self.text("Tests/Programs/Sources/requests/Requests.swift")
        let blocks = try Self.blocks("swift")
        #expect(!blocks.isEmpty)
        for block in blocks { #expect(source.contains(block), "\(block)") }
    }

    @Test("prints what its examples print")
    func examples() throws {
        let function = try #require(try Self.blocks("sh").first)
        var count = 0
        for block in try Self.blocks("console") {
            for example in "\n\(block)".components(separatedBy: "\n$ ").dropFirst() {
                let lines = example.split(separator: "\n", maxSplits: 1)
                let command = String(try #require(lines.first))
                let printed = lines.count > 1 ? String(lines[1]) : ""
                let run = try Finished(
                    ["sh", "-c", "cd \(folder.path("")) && \(function)\n{ \(command); } 2>&1"],
                    environment: [
                        "PATH": "\((Tools.plume as NSString).deletingLastPathComponent):"
                            + "\(Tools.programs):/usr/bin:/bin"
                    ]
                )
                let trimmed = run.output.trimmingCharacters(in: .newlines)
                #expect(trimmed == printed.trimmingCharacters(in: .newlines), "\(command)")
                count += 1
            }
        }
        #expect(count > 20)
    }
}
