// SPDX-License-Identifier: Apache-2.0

#if Macros
import Foundation
import Testing

@Suite("The macros of docs/swift.md")
struct DocumentTests {
    @Test("are those that this test is built with, and do what it says")
    func example() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let document = try String(
            contentsOf: root.appendingPathComponent("docs/swift.md"),
            encoding: .utf8
        )
        let source = try String(
            contentsOf: tests.appendingPathComponent("Documented.swift"),
            encoding: .utf8
        )
        let blocks = document.components(separatedBy: "```swift\nimport PlumeMacros\n").dropFirst()
        let block = try #require(blocks.first?.components(separatedBy: "```").first)
        #expect(blocks.count == 1)
        #expect(source.contains("import PlumeMacros\n" + block))
        // Arguments are evaluated only while somebody records.
        var count = 0
        pay(1) {
            count += 1
            return ""
        }
        #expect(count == 0)
    }
}
#endif
