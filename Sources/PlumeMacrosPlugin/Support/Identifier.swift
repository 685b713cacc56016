// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SwiftParser
internal import SwiftSyntax

/// Names as a program writes them and as they are.
enum Identifier {
    /// The name without the backticks that a keyword or an unusual name needs.
    static func name(_ token: TokenSyntax) -> String {
        token.identifier?.name ?? token.text
    }

    /// A name as it is written in source text: in backticks where it needs them.
    static func source(_ name: String) -> String {
        name.isValidSwiftIdentifier(for: .variableName) ? name : "`\(name)`"
    }
}
#endif
