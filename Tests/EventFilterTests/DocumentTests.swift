// SPDX-License-Identifier: Apache-2.0

import EventContext
import EventFilter
import Foundation
import Testing

@Suite("docs/abi/filter-program.md")
struct DocumentTests {
    /// The pairs of cells of the document's tables, from what begins each pair to what follows.
    private static func pairs() throws -> [String: String] {
        var pairs: [String: String] = [:]
        for line in try text().split(separator: "\n") where line.hasPrefix("|") {
            // A bar inside a cell has a backslash before it.
            let cells = line.replacing("\\|", with: "\0").split(separator: "|").map {
                $0.replacing("\0", with: "|").split(separator: " ").joined(separator: " ")
            }
            for index in stride(from: 0, to: cells.count - 1, by: 2) {
                pairs[cells[index]] = cells[index + 1]
            }
        }
        return pairs
    }

    private static func text() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appendingPathComponent("docs/abi/filter-program.md"),
            encoding: .utf8
        )
    }

    private static func code(_ value: UInt8) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "0x" + (digits.count < 2 ? "0" : "") + digits
    }

    @Test("has the codes of the operators")
    func operators() throws {
        let pairs = try Self.pairs()
        for sign in UnaryOperator.allCases {
            #expect(pairs[Self.code(sign.rawValue)] == "unary `\(sign.symbol)`")
        }
        for sign in BinaryOperator.allCases {
            #expect(pairs[Self.code(sign.rawValue)] == "`\(sign.symbol)`")
        }
    }

    @Test("has the numbers of the contexts, and no other")
    func contexts() throws {
        let pairs = try Self.pairs()
        for context in KnownContext.allCases {
            #expect(pairs[String(context.rawValue)] == "`\(context.name)`")
            #expect(ContextID(named: context.name) == ContextID(context))
            #expect(ContextID(context).known == context)
        }
        let numbers = pairs.keys.compactMap { UInt8($0) }
        #expect(numbers.sorted() == KnownContext.allCases.map(\.rawValue))
        #expect(ContextID(rawValue: 256).known == nil)
        let texts = KnownContext.allCases.filter { $0.value == .text }.map { "\($0.rawValue)" }
        let list = texts.dropLast().joined(separator: ", ") + " and " + (texts.last ?? "")
        #expect(try Self.text().contains("Contexts \(list) are texts, the others integers."))
    }

    @Test("has the bytes of its example")
    func example() throws {
        let bytes = try FilterProgram("name == \"G*T\" && sizes[2] >= 4096").bytes
        let name: [UInt8] = [0x05, 4, 0] + Array("name".utf8)
        let text: [UInt8] = [0x04, 3, 0, 0x47, 0, 0x54]
        let sizes: [UInt8] = [0x05, 5, 0] + Array("sizes".utf8) + [0x09, 2, 0, 0, 0]
        let number: [UInt8] = [0x02, 0, 0x10, 0, 0, 0, 0, 0, 0]
        #expect(bytes == [1] + name + text + [0x2E] + sizes + number + [0x2D, 0x30])
    }
}
