// SPDX-License-Identifier: Apache-2.0

internal import TraceGraph

extension GraphError {
    /// Who speaks when a command line is wrong.
    static let commandLine = "Plume CLI"

    /// A mistake in the arguments.
    static func usage(_ message: String) -> GraphError {
        GraphError(actor: commandLine, message)
    }

    /// The same mistake, seen from the option that holds it.
    func inside(_ message: String) -> GraphError {
        caused(actor: GraphError.commandLine, message)
    }
}
