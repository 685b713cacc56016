// SPDX-License-Identifier: Apache-2.0

/// A filter and what becomes of it.
struct ConformanceRow {
    enum Expectation: Equatable {
        case match
        case noMatch
        /// The text is refused at a column.
        case refused(Int)
    }

    let expression: String
    let expectation: Expectation

    static func yes(_ expression: String) -> ConformanceRow {
        ConformanceRow(expression: expression, expectation: .match)
    }

    static func no(_ expression: String) -> ConformanceRow {
        ConformanceRow(expression: expression, expectation: .noMatch)
    }

    static func refused(_ column: Int, _ expression: String) -> ConformanceRow {
        ConformanceRow(expression: expression, expectation: .refused(column))
    }
}
