// SPDX-License-Identifier: Apache-2.0

/// Why a text is not a filter expression.
public struct FilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The whole expression.
    public let expression: String
    /// Where in it, counted in characters from 1.
    public let column: Int
    /// What is wrong.
    public let reason: String
    /// What to do about it.
    public let advice: String

    /// Describes a mistake.
    ///
    /// - Parameters:
    ///   - fault: what is wrong and what to do.
    ///   - expression: the whole expression.
    ///   - offset: where, in bytes of UTF-8; it may be the end of the expression.
    init(_ fault: FilterFault, in expression: String, offset: Int) {
        self.expression = expression
        reason = fault.reason
        advice = fault.advice
        column = String(decoding: expression.utf8.prefix(offset), as: UTF8.self).count + 1
    }

    /// The mistake, the line of the expression that has it, and a caret below the place.
    public var description: String {
        var line = ""
        var caret = column - 1
        for (index, character) in expression.enumerated() {
            if character.isNewline {
                if index >= column - 1 { break }
                line = ""
                caret = column - 2 - index
            } else {
                // A tab would move what follows but not the caret.
                line.append(character == "\t" ? " " : character)
            }
        }
        let blanks = String(repeating: " ", count: caret)
        return "filter expression, column \(column): \(reason); \(advice)\n  \(line)\n  \(blanks)^"
    }
}

/// What is wrong and what to do, before it is known where.
struct FilterFault: Error, Hashable, Sendable {
    let reason: String
    let advice: String

    init(_ reason: String, _ advice: String) {
        self.reason = reason
        self.advice = advice
    }
}
