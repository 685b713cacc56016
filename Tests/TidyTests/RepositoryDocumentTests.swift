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

    @Test("the glossary explains the words of the field")
    func glossary() throws {
        #expect(GlossaryRule.findings(in: try SourceTree.text("docs/Glossary.md")) == [])
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
