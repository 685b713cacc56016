// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import SwiftParser
internal import SwiftSyntax

/// Reads literals, the only values that a macro can see.
enum LiteralReader {
    /// The text of a string literal without interpolation.
    static func text(_ expression: ExprSyntax, _ what: String) throws -> String {
        guard let text = expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue else {
            throw MacroProblem.notALiteral(what).at(expression)
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

    /// A whole number, also a negative one.
    static func integer(_ expression: ExprSyntax) -> Int64? {
        let text = expression.trimmedDescription.filter { $0 != "_" }
        return text.hasPrefix("0x") ? Int64(text.dropFirst(2), radix: 16) : Int64(text)
    }
}
