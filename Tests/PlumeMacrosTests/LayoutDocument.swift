// SPDX-License-Identifier: Apache-2.0

#if Macros
import SystemCalls
import Testing

/// The tables of docs/abi/elf-section-record.md.
enum LayoutDocument {
    /// A row of a table of offsets.
    struct Row: Hashable {
        let offset: Int
        let size: Int
    }

    /// The rows "name, offset, size" whose names begin with a word and a dot, by the rest.
    static func rows(of prefix: String) throws -> [String: Row] {
        var rows: [String: Row] = [:]
        for cells in try cells() where cells.count >= 3 && cells[0].hasPrefix("\(prefix).") {
            guard let offset = Int(cells[1]), let size = Int(cells[2]) else { continue }
            rows[String(cells[0].dropFirst(prefix.count + 1))] = Row(offset: offset, size: size)
        }
        return rows
    }

    /// The rows "name.size, size", by the name.
    static func sizes() throws -> [String: Int] {
        var sizes: [String: Int] = [:]
        for cells in try cells() where cells[0].hasSuffix(".size") {
            let name = String(cells[0].dropLast(5))
            // A part of the record that is called size has an offset here and a size after it.
            if let size = Int(cells[1]), cells.count < 3 || Int(cells[2]) == nil {
                sizes[name] = size
            }
        }
        return sizes
    }

    /// The cells of every row that begins with a name.
    private static func cells() throws -> [[String]] {
        // Three steps up from this file is the package.
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let path = "/\(package)/docs/abi/elf-section-record.md"
        let text = String(
            decoding: try FileReader.contents(of: path, limitBytes: 1 << 16),
            as: UTF8.self
        )
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { cell in cell.filter { $0 != " " && $0 != "`" } }
        }
    }
}
#endif
