// SPDX-License-Identifier: Apache-2.0

/// Finds where two texts differ.
enum TextDifference {
    /// The first line that differs, told for a person; nil when the texts are equal.
    static func between(_ made: [UInt8], _ expected: [UInt8]) -> String? {
        guard made != expected else { return nil }
        let left = made.split(separator: 0x0A, omittingEmptySubsequences: false)
        let right = expected.split(separator: 0x0A, omittingEmptySubsequences: false)
        for number in 0..<max(left.count, right.count) {
            let first = number < left.count ? String(decoding: left[number], as: UTF8.self) : nil
            let second =
                number < right.count ? String(decoding: right[number], as: UTF8.self) : nil
            guard first != second else { continue }
            return "line \(number + 1) is \(quoted(first)), not \(quoted(second))"
        }
        return nil
    }

    private static func quoted(_ line: String?) -> String {
        line.map { "\"\($0)\"" } ?? "missing"
    }
}
