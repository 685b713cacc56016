// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import ToolProtocol

@Suite("docs/abi/tool-protocol.md")
struct DocumentTests {
    private static func text() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appendingPathComponent("docs/abi/tool-protocol.md"),
            encoding: .utf8
        )
    }

    /// The numbers of the rows of a table, in their order.
    private static func numbers(after heading: String) throws -> [Int] {
        let lines = try text().split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("| " + heading) }) else {
            return []
        }
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.compactMap {
            let cells = $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            return Int(cells[1])
        }
    }

    @Test("names the version and the kinds")
    func version() throws {
        let text = try Self.text()
        #expect(text.contains("Version \(ToolRequest.version)."))
        #expect(text.contains("kind \(ToolRequest(errand: .status).encoded()[0])"))
        #expect(text.contains("kind \(ToolReply.changed.encoded()[0])"))
    }

    @Test("has the errands, replies and refusals")
    func tables() throws {
        let errands = Set(Samples.requests.map { Int($0.encoded()[9]) })
        #expect(try Self.numbers(after: "errand") == errands.sorted())
        let replies = Set(Samples.replies.map { Int($0.encoded()[5]) })
        #expect(try Self.numbers(after: "reply") == replies.sorted())
        #expect(
            try Self.numbers(after: "refusal") == Samples.refusals.map { Int($0.code) }
        )
    }
}
