// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("The sources keep the rules of CONTRIBUTING.md")
struct RepositorySourceTests {
    private let tree: SourceTree
    private let swift: [SourceTree.File]
    private let sources: [SourceTree.File]
    private let c: [SourceTree.File]

    init() throws {
        tree = try SourceTree()
        swift = try tree.files(".swift")
        sources = swift.filter { $0.path.hasPrefix("Sources/") }
        c = try tree.files(".c", ".h")
    }

    /// Records what a rule finds.
    ///
    /// Files from before the rule may owe it something; one that no longer does must leave the
    /// list.
    private func check(
        _ files: [SourceTree.File],
        owing: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation,
        _ rule: (SourceTree.File) -> [Finding]
    ) {
        #expect(
            !files.isEmpty,
            "a rule without files checks nothing",
            sourceLocation: sourceLocation
        )
        for file in files {
            var findings = rule(file)
            if owing.contains(file.path) {
                findings = findings.isEmpty ? [Finding("owes nothing any more")] : []
            }
            for finding in findings {
                Issue.record("\(file.path): \(finding)", sourceLocation: sourceLocation)
            }
        }
    }

    @Test("files are short")
    func fileLengths() {
        check(swift + c) { FileLengthRule.findings(in: $0.text) }
        #expect(FileLengthRule.findings(inAll: sources.map(\.text)) == [])
    }

    @Test("functions are short")
    func functionLengths() {
        check(swift) { FunctionLengthRule.findings(in: $0.text) }
        check(c) { FunctionLengthRule.findings(inC: $0.text) }
    }

    @Test("lines fit")
    func columns() {
        check(swift) {
            ColumnRule.findings(in: $0.text)
        }
        // Programs of tests may hold what no tool would break.
        check(c.filter { !$0.path.hasPrefix("Tests/") }) { ColumnRule.findings(inC: $0.text) }
    }

    @Test("each file says its licence")
    func licences() throws {
        check(swift + c + (try tree.scripts())) { LicenceRule.findings(in: $0.text) }
        check(try tree.files(".sh")) { LicenceRule.findings(in: $0.text) }
    }

    @Test("unsafe code stays in the fence")
    func fence() {
        check(sources) { FenceRule.findings(in: $0.text, target: $0.target) }
    }

    @Test("unsafe code says why it is safe")
    func safetyComments() {
        let fenced = sources.filter { FenceRule.fence.contains($0.target) }
        check(fenced) {
            SafetyCommentRule.findings(in: $0.text)
        }
    }

    @Test("what runs inside of programs uses no hashes")
    func hashes() {
        check(sources) { HashRule.findings(in: $0.text, target: $0.target) }
    }

    @Test("imports follow the map")
    func imports() {
        check(sources) { ImportRule.findings(in: $0.text, target: $0.target) }
    }

    @Test("nothing is marked for later, forced or commented out")
    func words() throws {
        check(swift) {
            BannedWordRule.findings(in: $0.text) + CommentedCodeRule.findings(in: $0.text)
        }
        check(c) {
            BannedWordRule.findings(in: $0.text, isC: true)
                + CommentedCodeRule.findings(in: $0.text, isC: true)
        }
        check(try tree.scripts() + tree.files(".md")) {
            BannedWordRule.findings(inWordsOf: $0.text)
        }
    }

    @Test("file names are plain")
    func names() {
        for path in tree.paths { #expect(FileNameRule.findings(inPath: path) == [], "\(path)") }
    }

    @Test("no two targets give one name to two types")
    func typeNames() {
        let files = sources.filter { $0.path.hasSuffix(".swift") }
            .map { (target: $0.target, text: $0.text) }
        #expect(TypeNameRule.findings(in: files) == [])
    }

    @Test("no file is large")
    func sizes() throws {
        for path in tree.paths {
            let size = try tree.size(of: path)
            #expect(FileSizeRule.findings(ofBytes: size) == [], "\(path)")
        }
    }
}
