// SPDX-License-Identifier: Apache-2.0

import SystemCalls
import Testing

/// The tables of docs/abi/elf-section-record.md.
enum LayoutDocument {
    /// A row of a table of offsets.
    struct Row: Hashable {
        let offset: Int
        let size: Int
    }

    /// The rows "offset, size, name" of the first table under a heading, by the name.
    static func rows(under heading: String) throws -> [String: Row] {
        var rows: [String: Row] = [:]
        for cells in try cells(under: heading) where cells.count >= 3 {
            if let offset = Int(cells[0]), let size = Int(cells[1]), cells[2].hasPrefix("`") {
                rows[cells[2].filter { $0 != "`" }] = Row(offset: offset, size: size)
            }
        }
        return rows
    }

    /// The rows "size, name" of the tables under a heading, by the name.
    static func sizes(under heading: String) throws -> [String: Int] {
        var sizes: [String: Int] = [:]
        for cells in try cells(under: heading) where cells.count >= 2 {
            if let size = Int(cells[0]) { sizes[cells[1].filter { $0 != "`" }] = size }
        }
        return sizes
    }

    private static func cells(under heading: String) throws -> [[String]] {
        // Three steps up from this file is the package.
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let path = "/\(package)/docs/abi/elf-section-record.md"
        let text = String(
            decoding: try FileReader.contents(of: path, limitBytes: 1 << 16),
            as: UTF8.self
        )
        let lines = text.split(separator: "\n")
        let start = try #require(lines.firstIndex { $0 == heading })
        return lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
            .filter { $0.hasPrefix("|") }
            .map { line in
                line.split(separator: "|", omittingEmptySubsequences: true).map { cell in
                    String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
                }
            }
    }
}
