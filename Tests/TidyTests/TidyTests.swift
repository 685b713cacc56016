// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("The repository is tidy")
struct TidyTests {
    private let tree: SourceTree

    init() throws {
        tree = try SourceTree()
    }

    private func check(
        _ files: [(path: String, text: String)],
        _ rule: (String) -> [String]
    ) {
        for file in files {
            for finding in rule(file.text) { Issue.record("\(file.path): \(finding)") }
        }
    }

    @Test("files and functions are short")
    func sizes() throws {
        let files = try tree.files(".swift", ".c", ".h")
        check(files, Rules.length)
        check(files.filter { $0.path.hasSuffix(".swift") }, Rules.functionLength)
        let sources = files.filter { $0.path.hasPrefix("Sources/") && $0.path.hasSuffix(".swift") }
        let lengths = sources.map { $0.text.split(separator: "\n").count }.sorted()
        #expect(lengths[lengths.count / 2] <= Rules.maximumMedianLines)
    }

    @Test("lines, licence lines, names and words keep the rules")
    func texts() throws {
        let files = try tree.files(".swift", ".c", ".h", ".sh")
        check(
            files.filter { $0.path.hasSuffix(".swift") && !$0.path.hasPrefix("Tests/") },
            Rules.columns
        )
        check(files, Rules.licence)
        check(
            try tree.files("/run", "test", "bench", "quickstart").filter {
                !$0.path.hasSuffix(".md")
            },
            Rules.licence
        )
        check(files, Rules.bannedWords)
        check(files.filter { $0.path.hasPrefix("Sources/") }, Rules.commentedCode)
        for path in tree.paths { #expect(Rules.fileName(path) == [], "\(path)") }
    }

    @Test("unsafe code stays in its fence")
    func fence() throws {
        for file in try tree.files(".swift") {
            let findings = Rules.fence(file.path, file.text)
            #expect(findings == [], "\(file.path)")
        }
    }

    @Test("targets import only what the map allows")
    func rings() throws {
        let rings: [String: Int] = [
            "TraceModel": 0, "SideDescription": 0, "ControlProtocol": 0, "CPlume": 10,
            "SystemCalls": 11, "RingBuffer": 12, "SideRuntime": 20, "Tracer": 21, "Plume": 22,
            "PlumeMacrosPlugin": 23, "PlumeMacros": 24, "CTFMetadata": 30, "CTFReader": 31,
            "CTFWriter": 31, "TraceComponents": 32, "SessionEngine": 40, "Consumer": 40,
            "PlumeCommand": 41,
        ]
        for file in try tree.files(".swift") where file.path.hasPrefix("Sources/") {
            let target = String(file.path.split(separator: "/")[1])
            let own = try #require(rings[target], "\(target) is not on the map")
            for line in file.text.split(separator: "\n") where line.contains("import ") {
                guard let module = line.split(separator: " ").last.map(String.init),
                    let imported = rings[module]
                else { continue }
                #expect(imported < own, "\(file.path) imports \(module)")
                let crosses =
                    (20..<30).contains(own) && (30..<40).contains(imported)
                    || (30..<40).contains(own) && (20..<30).contains(imported)
                #expect(!crosses, "\(file.path) imports \(module) of the other ring 2")
            }
        }
    }

    @Test("the documents are complete")
    func documents() throws {
        let readme = try SourceTree.text("README.md")
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
        let architecture = try SourceTree.text("ARCHITECTURE.md")
        let targets = Set(
            tree.paths.filter { $0.hasPrefix("Sources/") }.map {
                String($0.split(separator: "/")[1])
            }
        )
        for target in targets { #expect(architecture.contains("`\(target)`"), "\(target)") }
        for document in try tree.files(".md") {
            for link in document.text.matches(of: /\]\(([^)#:]+)\)/) {
                let folder = (document.path as NSString).deletingLastPathComponent
                let path = SourceTree.root.appendingPathComponent(folder)
                    .appendingPathComponent(String(link.1)).path
                #expect(FileManager.default.fileExists(atPath: path), "\(document.path): \(link.1)")
            }
        }
        let decisions = try tree.files(".md").filter { $0.path.hasPrefix("docs/decisions/") }
        #expect(decisions.count >= 5)
        check(decisions, Rules.decision)
        let glossary = try SourceTree.text("docs/Glossary.md")
        let words = """
            tracepoint, event, event record, field, field class, event class, data stream, packet, \
            trace, clock class, context, tracing domain, recording session, channel, event rule, \
            filter, trigger, snapshot, rotation, trace chunk, live, relay, map channel, map, key, \
            counter, producer, consumer, sub-buffer, ring buffer, state dump, agent, \
            component class, source, sink, message, graph
            """
        for word in words.split(separator: ", ") {
            #expect(glossary.contains("**\(word)**"), "\(word)")
        }
    }

    @Test("the formatter has no rule off but two")
    func formatter() throws {
        let settings = try SourceTree.text(".swift-format")
        let off = settings.split(separator: "\n").filter { $0.contains(": false") }
        let names = off.compactMap { $0.split(separator: "\"").dropFirst().first.map(String.init) }
        #expect(
            Set(names) == [
                "lineBreakBeforeControlFlowKeywords", "indentConditionalCompilationBlocks",
                "NoLeadingUnderscores", "UseEarlyExits",
            ]
        )
    }
}
