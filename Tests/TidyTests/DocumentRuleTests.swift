// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Rules for the package and its documents find planted violations")
struct DocumentRuleTests {
    private static let manifest = """
        func library(_ name: String) -> Target { .target(name: name, swiftSettings: strict) }
        let package = Package(
            products: [.library(name: "Plume", targets: ["Plume"])],
            targets: [
                library("TraceModel"),
                library("CTFMetadata", ["TraceModel"]),
                .executableTarget(
                    name: "PlumeCommand",
                    dependencies: [
                        "CTFMetadata",
                        .product(name: "ArgumentParser", package: "swift-argument-parser"),
                    ],
                    swiftSettings: strict
                ),
                .macro(name: "PlumeMacrosPlugin", dependencies: ["TraceModel"] + swiftSyntax),
                tests("CTFMetadata", ["TraceModel"]),
                .target(name: "Fixtures", dependencies: ["Plume"], path: "Tests/Fixtures"),
            ]
        )
        """

    @Test("the manifest is read")
    func manifest() {
        let targets = Manifest(Self.manifest).targets
        #expect(
            targets.map(\.name) == [
                "TraceModel", "CTFMetadata", "PlumeCommand", "PlumeMacrosPlugin",
                "CTFMetadataTests", "Fixtures",
            ]
        )
        #expect(targets[2].targets == ["CTFMetadata"])
        #expect(targets[2].packages == ["swift-argument-parser"])
        #expect(targets[3].packages == ["swift-syntax"])
        #expect(targets.map(\.isTest) == [false, false, false, false, true, true])
        #expect(DependencyRule.findings(inManifest: Self.manifest) == [])
    }

    @Test(
        "dependencies against the map",
        arguments: [
            #"library("TraceModel", ["CTFReader"])"#,
            #"library("Consumer", ["PlumeCommand"])"#,
            #"library("CTFWriter", ["Tracer"])"#,
            #"library("Tracer", ["CTFWriter"])"#,
            #"library("Misc")"#,
            #"library("Plume", ["Misc"])"#,
            #"library("Plume", swiftSyntax)"#,
            #".target(name: "Plume", dependencies: [.product(name: "NIO", package: "swift-nio")])"#,
            "",
        ]
    )
    func dependencies(_ target: String) {
        #expect(DependencyRule.findings(inManifest: target) != [])
    }

    @Test("an incomplete decision, and a gap between decisions")
    func decisions() {
        let text = DecisionRule.sections.map { "## \($0)\n\nText.\n" }.joined()
        #expect(DecisionRule.findings(in: text) == [])
        #expect(DecisionRule.findings(in: text.replacing("## Alternatives", with: "Else")) != [])
        #expect(DecisionRule.findings(inNames: ["0001-a.md", "0002-b.md"]) == [])
        #expect(DecisionRule.findings(inNames: ["0001-a.md", "0003-b.md"]) != [])
        #expect(DecisionRule.findings(inNames: ["0001-a.md", "0001-b.md"]) != [])
    }

    @Test("a word that is not explained or explained twice")
    func glossary() {
        let findings = GlossaryRule.findings(in: "- **map**: a.\n- **map**: b.\n- **key**:\n")
        #expect(findings.contains(Finding("map is there twice")))
        #expect(findings.contains(Finding("key is not explained")))
        #expect(!findings.contains(Finding("map is not explained")))
    }

    @Test("a map that differs from the targets")
    func architecture() {
        let text = "| Ring | Target |\n| 0 | `A` **F** | like `Int` |\n`B` is no row.\n"
        #expect(ArchitectureRule.findings(in: text, targets: ["A"]) == [])
        #expect(ArchitectureRule.findings(in: text, targets: ["A", "B"]) != [])
        #expect(ArchitectureRule.findings(in: text, targets: []) != [])
    }

    @Test("a link that leads nowhere")
    func links() {
        let text = "[a](a.md#x) [b](https://b)\n```\n[c](c.md)\n```\n[d](d.md)\n"
        #expect(LinkRule.findings(in: text) { $0 == "a.md" }.map(\.line) == [5])
        #expect(LinkRule.findings(in: text) { $0 != "c.md" } == [])
        let comment = "// As docs/a.md says,\n// and docs/abi/b.md, not docs/a.mdx."
        #expect(LinkRule.mentions(in: comment) { $0 == "docs/a.md" }.map(\.line) == [2])
        #expect(LinkRule.mentions(in: comment) { _ in true } == [])
    }

    @Test("a first page that is a manual")
    func readme() {
        #expect(ReadmeRule.findings(in: String(repeating: "x\n", count: 150)) == [])
        #expect(ReadmeRule.findings(in: String(repeating: "x\n", count: 151)) != [])
    }

    @Test("a rule of the formatter that is off")
    func formatter() {
        let on =
            #"{"lineLength": 100, "rules": {"UseEarlyExits": false, "DoNotUseSemicolons": true}}"#
        #expect(FormatterRule.findings(in: on) == [])
        #expect(FormatterRule.findings(in: on.replacing("true", with: "false")) != [])
        #expect(FormatterRule.findings(in: on.replacing("100", with: "120")) != [])
        #expect(FormatterRule.findings(in: "{}") != [])
    }
}
