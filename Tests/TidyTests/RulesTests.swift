// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Each rule finds what it forbids")
struct RulesTests {
    @Test("in planted violations")
    func planted() {
        #expect(Rules.length(String(repeating: "x\n", count: 601)) != [])
        #expect(Rules.columns(String(repeating: "x", count: 101)) != [])
        #expect(Rules.licence("import Foundation\n") != [])
        let body = String(repeating: "    x()\n", count: 70)
        #expect(Rules.functionLength("func f() {\n\(body)}\n") != [])
        #expect(Rules.functionLength("func f() {\n    x()\n}\n") == [])
        #expect(Rules.bannedWords("// " + "TO" + "DO later") != [])
        #expect(Rules.commentedCode("// let x = 1\n") != [])
        #expect(Rules.fence("Sources/Plume/A.swift", "let x = unsafe y()\n") != [])
        #expect(Rules.fence("Sources/Plume/A.swift", "import Glibc\n") != [])
        #expect(Rules.fence("Sources/Plume/A.swift", "import Foundation\n") != [])
        #expect(Rules.fence("Sources/Tracer/A.swift", "let x = unsafe pointer.y()\n") != [])
        #expect(Rules.fileName("a b.swift") != [])
        #expect(Rules.decision("## Context\n") != [])
    }
}
