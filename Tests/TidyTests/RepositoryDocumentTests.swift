// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("The package and the documents keep the rules of CONTRIBUTING.md")
struct RepositoryDocumentTests {
    private let tree: SourceTree

    init() throws {
        tree = try SourceTree()
    }

    @Test("targets depend along the map")
    func dependencies() throws {
        #expect(DependencyRule.findings(inManifest: try SourceTree.text("Package.swift")) == [])
    }

    @Test("targets name what their files import, and no more")
    func imports() throws {
        var imports: [String: Set<String>] = [:]
        for folder in ["Sources/", "Tests/"] {
            for file in try tree.files(".swift", in: folder) {
                imports[file.target, default: []].formUnion(ImportRule.modules(in: file.text))
            }
        }
        let manifest = Manifest(try SourceTree.text("Package.swift"))
        #expect(DependencyRule.findings(in: manifest, imports: imports) == [])
    }

    @Test("the fuzzers' package has the targets as they are")
    func fuzzers() throws {
        let manifest = Manifest(try SourceTree.text("Package.swift"))
        let fuzzers = Manifest(try SourceTree.text("Fuzz/Package.swift"))
        #expect(DependencyRule.findings(in: fuzzers, of: manifest) == [])
        let libraries = Set(fuzzers.targets.map(\.name)).intersection(TargetMap.names)
        let script = try SourceTree.text("Fuzz/run")
        let list = try #require(script.firstMatch(of: /for library in ([^;]*);/)).output.1
        let linked = Set(list.split { !$0.isLetter }.map(String.init))
        #expect(!libraries.isEmpty && linked == libraries)
    }

    @Test("what programs link uses no hashes, but for the rings and C")
    func hashes() throws {
        let manifest = Manifest(try SourceTree.text("Package.swift"))
        let used = Dictionary(
            manifest.targets.map { ($0.name, $0.targets) },
            uniquingKeysWith: { first, _ in first }
        )
        var linked: Set = ["Plume"]
        var rest = ["Plume"]
        while let target = rest.popLast() {
            rest += (used[target] ?? []).filter { linked.insert($0).inserted }
        }
        let own = linked.filter { !$0.hasPrefix("C") }
        #expect(own.subtracting(["RingBuffer"]) == HashRule.targets)
    }

    @Test("each folder of sources is a target")
    func folders() throws {
        let targets = Manifest(try SourceTree.text("Package.swift")).targets
        #expect(Set(targets.filter { !$0.isTest }.map(\.name)) == tree.targets)
        #expect(TargetMap.names == tree.targets)
    }

    @Test("the map names each target")
    func architecture() throws {
        let text = try SourceTree.text("ARCHITECTURE.md")
        #expect(ArchitectureRule.findings(in: text, targets: tree.targets) == [])
        let manifest = Manifest(try SourceTree.text("Package.swift"))
        #expect(ArchitectureRule.findings(in: text, manifest: manifest) == [])
    }

    @Test("links lead somewhere")
    func links() throws {
        for document in try tree.files(".md") {
            let folder = SourceTree.root.appendingPathComponent(document.path)
                .deletingLastPathComponent()
            let findings = LinkRule.findings(in: document.text) {
                FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
            }
            #expect(findings == [], "\(document.path)")
        }
        let texts = try tree.files(".md", ".swift", ".c", ".h", ".py") + tree.scripts()
        // Tests of the rule name what is not there.
        for text in texts where !text.path.hasPrefix("Tests/TidyTests/") {
            let findings = LinkRule.mentions(in: text.text) {
                FileManager.default.fileExists(
                    atPath: SourceTree.root.appendingPathComponent($0).path
                )
            }
            #expect(findings == [], "\(text.path)")
        }
    }

    @Test("decisions are complete")
    func decisions() throws {
        let decisions = try tree.files(".md", in: "docs/decisions/")
        let names = decisions.compactMap { $0.path.split(separator: "/").last.map(String.init) }
        #expect(DecisionRule.findings(inNames: names) == [])
        for decision in decisions {
            #expect(DecisionRule.findings(in: decision.text) == [], "\(decision.path)")
        }
    }

    @Test("the glossary explains the words of the project, and no others")
    func glossary() throws {
        let text = try SourceTree.text("docs/Glossary.md")
        let sources = try tree.files(".swift", ".c", ".h", in: "Sources/")
        let documents = try tree.files(".md").filter {
            $0.path != "docs/Glossary.md" && !$0.path.hasPrefix("docs/decisions/")
        }
        let words = WordBag((sources + documents).map(\.text))
        #expect(GlossaryRule.findings(in: text, words: words) == [])
        var types: [String: Set<String>] = [:]
        for file in sources where file.path.hasSuffix(".swift") {
            let shared = TypeNameRule.declarations(in: file.text).filter(\.isShared)
            types[file.target, default: []].formUnion(shared.map(\.name))
        }
        #expect(GlossaryRule.findings(in: text, types: types) == [])
    }

    @Test("the first page is short")
    func readme() throws {
        #expect(ReadmeRule.findings(in: try SourceTree.text("README.md")) == [])
    }

    @Test("the formatter checks all it can")
    func formatter() throws {
        #expect(FormatterRule.findings(in: try SourceTree.text(".swift-format")) == [])
    }
}
