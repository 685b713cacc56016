// SPDX-License-Identifier: Apache-2.0

/// The outcomes of the cases of a corpus, counted by category.
public struct CorpusTable: Sendable {
    private struct Row {
        var passed = 0
        var excepted = 0
        var failed = 0
        var count: Int { passed + excepted + failed }
    }

    private var order: [String] = []
    private var rows: [String: Row] = [:]
    private var exceptions: [String] = []
    /// The cases that failed, each with the reason.
    public private(set) var failures: [String] = []

    /// Makes an empty table.
    public init() {}

    /// Counts a case.
    public mutating func add(_ subject: CorpusCase, _ outcome: CorpusRunner.Outcome) {
        if rows[subject.category] == nil { order.append(subject.category) }
        var row = rows[subject.category] ?? Row()
        switch outcome {
        case .passed: row.passed += 1
        case .excepted(let reason):
            row.excepted += 1
            exceptions.append("  excepted: \(subject.id): \(reason)")
        case .failed(let reason):
            row.failed += 1
            failures.append("  failed: \(subject.id): \(reason)")
        }
        rows[subject.category] = row
    }

    /// The table, the exceptions and the failures, line by line.
    public var lines: [String] {
        var total = Row()
        var lines = [Self.line("category", ["cases", "passed", "excepted", "failed"])]
        for category in order {
            guard let row = rows[category] else { continue }
            total.passed += row.passed
            total.excepted += row.excepted
            total.failed += row.failed
            lines.append(Self.line(category, row))
        }
        lines.append(Self.line("all", total))
        return lines + exceptions + failures
    }

    private static func line(_ name: String, _ row: Row) -> String {
        line(name, [row.count, row.passed, row.excepted, row.failed].map { String($0) })
    }

    private static func line(_ name: String, _ cells: [String]) -> String {
        let start = name + String(repeating: " ", count: max(0, 36 - name.count))
        return cells.reduce(start) { line, cell in
            line + String(repeating: " ", count: max(1, 10 - cell.count)) + cell
        }
    }
}
