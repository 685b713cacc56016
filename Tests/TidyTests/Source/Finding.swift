// SPDX-License-Identifier: Apache-2.0

/// What a rule has to say about a text.
struct Finding: Hashable, CustomStringConvertible {
    /// The line, counted from 1; nil when it is the whole text that is wrong.
    let line: Int?
    let reason: String

    init(_ reason: String, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }

    var description: String { line.map { "line \($0): \(reason)" } ?? reason }
}
