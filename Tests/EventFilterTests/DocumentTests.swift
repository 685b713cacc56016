// SPDX-License-Identifier: Apache-2.0

import EventFilter
import Foundation
import Testing

@Suite("docs/abi/filter-program.md")
struct DocumentTests {
    /// The pairs of cells of the document's tables, from what begins each pair to what follows.
    private static func pairs() throws -> [String: String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appendingPathComponent("docs/abi/filter-program.md"),
            encoding: .utf8
        )
        var pairs: [String: String] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("|") {
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

    @Test("has the numbers of the contexts")
    func contexts() throws {
        let pairs = try Self.pairs()
        for (number, name) in ContextID.names.enumerated() {
            #expect(pairs[String(number)] == "`\(name)`")
            #expect(ContextID(rawValue: UInt16(number)).name == name)
        }
        #expect(ContextID(named: "uts_ns") == .hostNamespace)
        #expect(ContextID(named: "vsgid") == .vsgid)
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
