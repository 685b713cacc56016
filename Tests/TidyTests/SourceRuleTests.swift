// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Rules for sources find planted violations")
struct SourceRuleTests {
    private func lines(_ count: Int, _ line: String = "    call()\n") -> String {
        String(repeating: line, count: count)
    }

    @Test("a long file, and a group of long files")
    func fileLength() {
        #expect(FileLengthRule.findings(in: lines(600)) == [])
        #expect(FileLengthRule.findings(in: lines(601)) != [])
        #expect(FileLengthRule.findings(inAll: [lines(10), lines(150), lines(500)]) == [])
        #expect(FileLengthRule.findings(inAll: [lines(10), lines(151), lines(500)]) != [])
    }

    @Test("a long line")
    func columns() {
        #expect(ColumnRule.findings(in: String(repeating: "x", count: 100)) == [])
        let long = String(repeating: "x", count: 101)
        #expect(ColumnRule.findings(in: "\n" + long)[0].line == 2)
        #expect(ColumnRule.findings(in: "// " + long) != [])
        #expect(ColumnRule.findings(in: "f(\"" + long + "\")") != [])
        #expect(ColumnRule.findings(in: "f(\n    \"" + long + "\",\n)") == [])
        #expect(ColumnRule.findings(inC: "int x;\n/* " + long).map(\.line) == [2])
    }

    @Test(
        "a long function of each kind",
        arguments: [
            "func f() {\n", "init() {\n", "public init?(_ x: Int) {\n", "deinit {\n",
            "subscript(x: Int) -> Int {\n", "static func f<T>(_ x: T) -> T\nwhere T: P\n{\n",
            "func f(_ x: () -> Void = { y() }) {\n", "func f(\n    x: Int\n) -> Int {\n",
            "    func f() { if x { \"}\" }\n",
        ]
    )
    func functions(_ head: String) {
        let headLines = FileLengthRule.lineCount(of: head)
        #expect(FunctionLengthRule.findings(in: head + lines(69 - headLines) + "}\n") == [])
        #expect(FunctionLengthRule.findings(in: head + lines(70 - headLines) + "// }\n}\n") != [])
    }

    @Test("no function where there is none")
    func noFunctions() {
        let body = "protocol P {\n    func f()\n    init()\n\n" + lines(80) + "}\n"
        #expect(FunctionLengthRule.findings(in: body) == [])
        let type = "struct S {\n    let x = S.init(y)\n" + lines(80) + "}\n// func f() {\n"
        #expect(FunctionLengthRule.findings(in: type) == [])
    }

    @Test("a long function in C")
    func functionsInC() {
        #expect(FunctionLengthRule.findings(inC: "int f(void) {\n" + lines(68) + "}\n") == [])
        #expect(FunctionLengthRule.findings(inC: "int f(void)\n{\n" + lines(70) + "}\n") != [])
        #expect(FunctionLengthRule.findings(inC: "struct s {\n" + lines(80) + "};\n") == [])
    }

    @Test("a missing licence line")
    func licence() {
        let line = "SPDX-License-Identifier: Apache-2.0\n"
        #expect(LicenceRule.findings(in: "// " + line) == [])
        #expect(LicenceRule.findings(in: "#!/bin/sh\n# " + line) == [])
        #expect(LicenceRule.findings(in: "// swift-tools-version: 6.2\n// " + line) == [])
        #expect(LicenceRule.findings(in: "import A\n// " + line) != [])
        #expect(LicenceRule.findings(in: "#!/bin/sh\necho\n# " + line) != [])
        #expect(LicenceRule.findings(in: "") != [])
    }

    @Test(
        "unsafe code outside the fence",
        arguments: [
            "let x = unsafe y()", "var x: UnsafeRawPointer", "unsafeBitCast(x, to: Y.self)",
            "@unsafe func f()", "nonisolated(unsafe) var x = 1", "struct S: @unchecked Sendable {}",
            "let x = \"\\(unsafe y())\"", "var x: OpaquePointer?",
        ]
    )
    func fence(_ code: String) {
        #expect(FenceRule.findings(in: code, target: "Plume") != [])
        #expect(FenceRule.findings(in: code, target: "Tracer") == [])
    }

    @Test("but not words about it, nor code that a macro writes")
    func noFence() {
        for text in ["// unsafe", "let x = \"unsafe y()\"", "let unsafety = 1", "let unsafely = 2"]
        {
            #expect(FenceRule.findings(in: text, target: "PlumeMacrosPlugin") == [])
        }
    }

    @Test("hashes inside of programs")
    func hashes() {
        for code in ["var a: [String: Int] = [:]", "let s: Set<Int> = []", "f(x: [Int: [Int]])"] {
            #expect(HashRule.findings(in: code, target: "Tracer") != [])
            #expect(HashRule.findings(in: code, target: "Consumer") == [])
        }
        for code in [
            "f([a: 1])", "let x: [Int] = []", "y.set(1) // Set", "[Key: Value]().map",
            "extension Set: FieldValue where Element: FieldValue {",
        ] {
            #expect(HashRule.findings(in: code, target: "Tracer") == [])
        }
    }

    @Test("unsafe code without its reason")
    func safetyComments() {
        let reason = "    // SAFETY: the memory lives as long as the type.\n"
        let use = "    let x = unsafe pointer.y()\n"
        #expect(SafetyCommentRule.findings(in: "struct S {\n\(reason)\(use)}\n") == [])
        #expect(SafetyCommentRule.findings(in: "struct S {\n\(use)}\n")[0].line == 2)
        let two = "struct S {\n\(reason)\(use)}\nextension S {\n\(use)}\n"
        #expect(SafetyCommentRule.findings(in: two).map(\.line) == [6])
        #expect(SafetyCommentRule.findings(in: "// SAFETY: x.\nlet y = unsafe z.pointee\n") == [])
        #expect(SafetyCommentRule.findings(in: "class C: @unchecked Sendable {}\n") != [])
        #expect(SafetyCommentRule.findings(in: "nonisolated(unsafe) var x = 1\n") != [])
        #expect(
            SafetyCommentRule.findings(
                in: "// @unchecked because it is locked.\nclass C: @unchecked S {}\n"
            ) == []
        )
        #expect(SafetyCommentRule.findings(in: "@unsafe func f(_ pointer: P) {}\n") == [])
        #expect(SafetyCommentRule.findings(in: "func f() { unsafe uname(&names) }\n") == [])
    }

    @Test("an import against the map")
    func imports() {
        #expect(ImportRule.findings(in: "internal import Glibc", target: "SystemCalls") == [])
        #expect(ImportRule.findings(in: "internal import Glibc", target: "Tracer") != [])
        #expect(ImportRule.findings(in: "import struct Glibc.stat", target: "Tracer") != [])
        #expect(ImportRule.findings(in: "public import Foundation", target: "SystemCalls") != [])
        #expect(ImportRule.findings(in: "import TraceModel", target: "CTFReader") == [])
        #expect(ImportRule.findings(in: "import Tracer", target: "CTFReader") != [])
        #expect(ImportRule.findings(in: "import CTFReader", target: "TraceModel") != [])
        #expect(ImportRule.findings(in: "import Synchronization", target: "TraceModel") == [])
        #expect(ImportRule.findings(in: "import SessionHost", target: "PlumeCommand") == [])
        for module in ["RingBuffer", "Consumer", "CTFWriter"] {
            #expect(ImportRule.findings(in: "import \(module)", target: "PlumeCommand") != [])
        }
    }

    @Test("marks for later, forced tries and casts")
    func bannedWords() {
        let mark = "TO" + "DO"
        #expect(BannedWordRule.findings(in: "// \(mark): more")[0].line == 1)
        #expect(BannedWordRule.findings(in: "let x = try! y()") != [])
        #expect(BannedWordRule.findings(in: "let x = y as! Z") != [])
        #expect(BannedWordRule.findings(in: "let x = try y() as? Z // \"try! it\"") == [])
        #expect(BannedWordRule.findings(inWordsOf: "a\n\(mark)\n")[0].line == 2)
        #expect(BannedWordRule.findings(inWordsOf: "mktemp name.XXXXXX\n") == [])
    }

    @Test(
        "commented-out code",
        arguments: [
            "// let x = 1", "// var x: Int", "// x.y(z)", "// x = 1;", "// if x {", "// }",
            "// return x.y", "// import Foundation", "// x.y += 2", "/* f(); */",
            "// try await x.y()",
        ]
    )
    func commentedCode(_ comment: String) {
        #expect(CommentedCodeRule.findings(in: comment + "\n") != [])
    }

    @Test(
        "but not sentences, nor documentation that shows code",
        arguments: [
            "// Let the reader go on.", "// let it be", "/// let x = 1", "// The call is write(2).",
            "// An example: x = 1 gives 2.", "// SAFETY: the buffer is valid.", "// return early",
        ]
    )
    func sentences(_ comment: String) {
        #expect(CommentedCodeRule.findings(in: comment + "\n") == [])
    }

    @Test("one name for two types")
    func typeNames() {
        let text = """
            import struct A.Imported
            @safe
            public final class One: P { struct Inner {} }
            extension One { enum Other { case x } }
            private struct Own {}
            typealias Two = (Int)
            protocol Three { func f() }
            """
        let types = TypeNameRule.declarations(in: text)
        #expect(types.map(\.name) == ["One", "Two", "Three"])
        #expect(types.map(\.isShared) == [true, false, false])
        let two = [(target: "A", text: text), (target: "B", text: "enum Two {}\nstruct Own {}")]
        #expect(TypeNameRule.findings(in: two) == [Finding("Two is a type of A and B")])
        // Two forms of one type behind a condition are one.
        #expect(TypeNameRule.findings(in: [two[1], two[1]]) == [])
    }

    @Test("bad names of files")
    func names() {
        #expect(FileNameRule.findings(inPath: "Sources/A/B+C.swift") == [])
        #expect(FileNameRule.findings(inPath: "a b.swift") != [])
        #expect(FileNameRule.findings(inPath: "ä.swift") != [])
        #expect(FileNameRule.findings(inPath: "docs/" + "TO" + "DO.md") != [])
    }

    @Test("large files")
    func sizes() {
        #expect(FileSizeRule.findings(ofBytes: 262_144) == [])
        #expect(FileSizeRule.findings(ofBytes: 262_145) != [])
    }
}
