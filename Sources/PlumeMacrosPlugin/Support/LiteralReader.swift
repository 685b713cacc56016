// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftParser
internal import SwiftSyntax

/// The names of the log levels as they are written in a program.
enum LogLevelNames {
    static let all = LogLevel.allCases.map { "\($0)" }
}

/// Reads literals, the only values that a macro can see.
enum LiteralReader {
    /// The text of a string literal without interpolation.
    static func text(_ expression: ExprSyntax, _ what: String) throws -> String {
        guard let text = expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue else {
            throw MacroProblem.notALiteral(what).at(expression)
        }
        // A NUL would end the text for readers of the record, and they refuse what is too long.
        guard !text.utf8.contains(0), text.utf8.count <= MacroProblem.maximumTextBytes else {
            throw MacroProblem.badText(what).at(expression)
        }
        return text
    }

    /// A text that can be part of an event's full name.
    static func name(_ expression: ExprSyntax, _ what: String) throws -> String {
        let text = try text(expression, what)
        guard !text.isEmpty, !text.contains(":") else {
            throw MacroProblem.badName(what, text).at(expression)
        }
        return text
    }

    /// A log level written as a case.
    static func level(_ expression: ExprSyntax) throws -> LogLevel {
        let name = expression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
        guard let level = LogLevel.allCases.first(where: { "\($0)" == name }) else {
            throw MacroProblem.badLevel.at(expression)
        }
        return level
    }

    /// A whole number in any base, also a negative one.
    static func integer(_ expression: ExprSyntax) -> Int64? {
        var digits = expression.trimmedDescription.filter { $0 != "_" }
        let sign = digits.hasPrefix("-") ? "-" : ""
        digits.removeFirst(sign.count)
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
            return Int64(sign + digits.dropFirst(2), radix: radix)
        }
        return Int64(sign + digits)
    }
}
#endif
