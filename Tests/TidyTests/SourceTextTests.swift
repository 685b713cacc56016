// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("A source is taken apart")
struct SourceTextTests {
    private func words(_ text: String, isC: Bool = false) -> [String] {
        SourceText(text, isC: isC).words.map(\.text)
    }

    @Test("into words with their lines")
    func lines() {
        let words = SourceText("let a = 1\n\n/* x\n*/ b").words
        #expect(words.map(\.text) == ["let", "a", "1", "b"])
        #expect(words.map(\.line) == [1, 1, 1, 4])
    }

    @Test("comments are not code")
    func comments() {
        let source = SourceText("a // b\n/// c\n/* d /* e */ f */ g\n/* h")
        #expect(source.words.map(\.text) == ["a", "g"])
        #expect(source.comments.map(\.text) == ["b", "c", "d /* e */ f", "h"])
        #expect(source.comments.map(\.line) == [1, 2, 3, 4])
        #expect(source.comments.map(\.isDocumentation) == [false, true, false, false])
    }

    @Test(
        "strings are not code, except what they interpolate",
        arguments: [
            (#"a("b \\" c")d"#, ["a", "c"]),
            (#"a("b \" c")d"#, ["a", "d"]),
            (#"a("\(b("c \(d)"))e")f"#, ["a", "b", "d", "f"]),
            ("a(#\"b \\(c) \" d\"#)e", ["a", "e"]),
            ("a(#\"b \\#(c)\"#)d", ["a", "c", "d"]),
            ("a(\"\"\"\n b \"c\" \\(d)\n \"\"\")e", ["a", "d", "e"]),
            ("a(\"\")b", ["a", "b"]),
            ("a(\"b\nc", ["a", "c"]),
            ("a(\"// b\")c", ["a", "c"]),
        ]
    )
    func strings(_ text: String, _ expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test("C has characters in single quotes and comments that do not nest")
    func cLanguage() {
        #expect(words("a('\"')b('\\'')c /* /* */ d", isC: true) == ["a", "b", "c", "d"])
    }
}
