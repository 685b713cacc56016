// SPDX-License-Identifier: Apache-2.0

#if Macros
import SwiftDiagnostics
import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacros

@testable import PlumeMacrosPlugin

/// A source text with its macros expanded.
struct MacroExpansion {
    /// What a macro complained of.
    struct Complaint: Hashable {
        /// The id of the ``MacroProblem``.
        let id: String
        /// The source text that it points at; nil when it points outside the source.
        let place: String?
    }

    /// The text after expansion.
    let text: String
    /// What the macros complained of.
    let complaints: [Complaint]

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
        complaints = context.diagnostics.compactMap { diagnostic in
            guard let problem = diagnostic.diagMessage as? MacroProblem else { return nil }
            let location = context.location(
                of: diagnostic.node,
                at: .afterLeadingTrivia,
                filePathMode: .fileID
            )
            return Complaint(
                id: problem.id,
                place: location.map { _ in diagnostic.node.trimmedDescription }
            )
        }
    }
}
#endif
