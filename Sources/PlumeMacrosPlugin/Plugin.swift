// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SwiftCompilerPlugin
internal import SwiftSyntaxMacros

@main
struct PlumeMacrosPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [
        TracepointMacro.self, TraceMacro.self, EventMacro.self,
    ]
}
#else
/// What stands for the plugin where nobody may expand macros.
@main
struct PlumeMacrosPlugin {
    static func main() {}
}
#endif
