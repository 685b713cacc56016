// SPDX-License-Identifier: Apache-2.0

import SwiftDiagnostics
import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacros

@testable import PlumeMacrosPlugin

/// A source text with its macros expanded.
struct MacroExpansion {
    /// The text after expansion.
    let text: String
    /// What the macros complained of, by the ids of ``MacroProblem``.
    let problems: [String]

    init(_ source: String) {
        let file = Parser.parse(source: source)
        let context = BasicMacroExpansionContext(
            sourceFiles: [file: .init(moduleName: "Test", fullFilePath: "test.swift")])
        let expanded = file.expand(
            macroSpecs: [
                "Tracepoint": MacroSpec(type: TracepointMacro.self),
                "trace": MacroSpec(type: TraceMacro.self),
                "event": MacroSpec(type: EventMacro.self),
            ],
            contextGenerator: { syntax in
                BasicMacroExpansionContext(
                    sharingWith: context,
                    lexicalContext: syntax.allMacroLexicalContexts()
                )
            }
        )
        text = expanded.description
        problems = context.diagnostics.compactMap { ($0.diagMessage as? MacroProblem)?.id }
    }
}
