// SPDX-License-Identifier: Apache-2.0

internal import SwiftCompilerPlugin
internal import SwiftSyntaxMacros

@main
struct PlumeMacrosPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [
        TracepointMacro.self, TraceMacro.self, EventMacro.self,
    ]
}
