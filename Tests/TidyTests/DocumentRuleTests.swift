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

    @Test("a word that is not explained, explained twice, or not used")
    func glossary() {
        let text = "- **map**: a.\n- **map**: b.\n- **event rule**: c.\n- **key**:\n"
        #expect(GlossaryRule.terms(in: text) == ["map", "map", "event rule"])
        let words = WordBag(["// No key here.", "struct EventRules {}"])
        let findings = GlossaryRule.findings(in: text, words: words)
        #expect(
            findings.map(\.reason) == ["map is there twice", "map is not used", "map is not used"]
        )
        let plain = GlossaryRule.plain
        var types = ["A": plain, "B": plain, "C": plain.union(["MapKey"])]
        #expect(GlossaryRule.findings(in: text, types: types) == [])
        types["A"]?.insert("KeyRule")
        types["B"]?.insert("EventKeys")
        #expect(GlossaryRule.findings(in: text, types: types) == [Finding("key is not explained")])
        types["A"]?.remove("log")
        let vain = Finding("log is called plain in vain")
        #expect(GlossaryRule.findings(in: text, types: types).contains(vain))
    }

    @Test(
        "the words of a text",
        arguments: [
            ("EventRule rules", ["event", "rule", "rule"]), ("CTF2Writer", ["ctf", "writer"]),
            ("SIDEEvent's sub-buffers", ["side", "event", "s", "sub", "buffer"]),
            ("class process", ["class", "process"]), ("`JSONText` is", ["json", "text", "is"]),
        ]
    )
    func words(_ text: String, _ words: [String]) { #expect(WordBag.words(in: text) == words) }

    @Test("a map that differs from the targets")
    func architecture() {
        let text = "| Ring | Target |\n| 0 | `A` **F** | like `Int` |\n`B` is no row.\n"
        #expect(ArchitectureRule.findings(in: text, targets: ["A"]) == [])
        #expect(ArchitectureRule.findings(in: text, targets: ["A", "B"]) != [])
        #expect(ArchitectureRule.findings(in: text, targets: []) != [])
    }

    @Test("a map that says otherwise than the manifest, the fence or the ranks")
    func map() {
        let manifest = Manifest(#"library("RingBuffer", ["SystemCalls"])"#)
        let rows = ["| 1 | `SystemCalls` **F** | a |", "| | `RingBuffer` **F** | b |"]
        func findings(_ rows: [String]) -> [String] {
            let text = "| Ring | Target | Role |\n" + rows.joined(separator: "\n")
            return ArchitectureRule.findings(in: text, manifest: manifest).map(\.reason)
        }
        #expect(findings(rows) == [])
        let fence = ["RingBuffer is fenced here or there alone"]
        #expect(findings([rows[0], "| | `RingBuffer` | b |"]) == fence)
        let order = ["| 1 | `RingBuffer` **F** | b |", "| | `SystemCalls` **F** | a |"]
        #expect(findings(order) == ["SystemCalls stands below RingBuffer"])
        let ring = ["RingBuffer is in another ring"]
        #expect(findings([rows[0], "| 2a | `RingBuffer` **F** | b |"]) == ring)
    }

    @Test("dependencies that are not imported, and imports that are none")
    func usedDependencies() {
        let manifest = Manifest(#"library("A", ["B"]), library("B"), tests("A")"#)
        func findings(_ imports: [String: Set<String>]) -> [String] {
            DependencyRule.findings(in: manifest, imports: imports).map(\.reason)
        }
        #expect(findings(["A": ["B", "Synchronization"], "ATests": ["A", "Testing"]]) == [])
        #expect(findings(["A": []]) == ["A names B and does not import it"])
        #expect(findings(["B": ["A"]]) == ["B imports A and does not name it"])
        let copy = Manifest(#"library("A"), library("C", ["A"])"#)
        #expect(
            DependencyRule.findings(in: copy, of: manifest) == [Finding("A depends on [\"B\"]")]
        )
        #expect(DependencyRule.findings(in: manifest, of: manifest) == [])
    }

    @Test("the imports of a file")
    func imports() {
        let text = """
            // Licence

            #if Macros
            public import A
            @testable internal import struct B.C
            #endif
            let text = "x"
            import D
            #externalMacro(module: "E", type: "F")
            """
        #expect(ImportRule.modules(in: text) == ["A", "B", "E"])
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
