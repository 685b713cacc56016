// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceGraph

/// Lets Ctrl-C stop what processes traces.
enum Interruptions {
    /// The flag that Ctrl-C sets.
    static let interrupter = Interrupter()

    /// From now on the first Ctrl-C sets the flag; a second one ends the program.
    static func begin() {
        // The flag must exist before the handler reads it.
        interrupter.reset()
        Signal.interrupt.handleOnce { _ in Interruptions.interrupter.set() }
    }
}
