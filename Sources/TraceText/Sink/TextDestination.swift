// SPDX-License-Identifier: Apache-2.0

package import Bytes
internal import Synchronization
internal import SystemCalls
package import TraceGraph

/// Where a sink writes text: a file, or the output of the graph.
package final class TextDestination: Sendable {
    /// Keeps the file open; nil for the output of the graph.
    private let file: FileDescriptor?
    private let number: Int32?
    private let environment: GraphEnvironment
    private let actor: String
    /// Why the file is not complete; nil where it is, and where nobody reads on.
    private let failure = Mutex<SystemError?>(nil)

    /// Opens the file that a parameter names, if it does.
    ///
    /// - Throws: why the file cannot be written.
    package init(path: String?, context: ComponentContext) throws(GraphError) {
        environment = context.environment
        actor = context.actor
        guard let path else {
            file = nil
            number = nil
            return
        }
        do throws(SystemError) {
            let opened = try FileDescriptor.open(path, .createOrTruncate)
            number = opened.rawValue
            file = consume opened
        } catch {
            throw GraphError(actor: context.actor, "The output cannot be written. \(error)")
        }
    }

    /// Whether the text goes to a terminal that can show colours.
    package var isTerminal: Bool {
        number == nil && FileDescriptor.isTerminal(1) && Environment.value("TERM") != "dumb"
    }

    /// Writes a text; false when nobody reads on.
    ///
    /// - Throws: why the file that a parameter names is not complete.
    package func write(_ text: borrowing TextBuffer) throws(GraphError) -> Bool {
        if text.count == 0 { return true }
        guard number != nil else { return environment.output(text.bytes()) }
        let goesOn = writeToFile(text, 0..<text.count)
        try check()
        return goesOn
    }

    /// Makes sure that everything written is in the file.
    ///
    /// - Throws: why it is not.
    package func check() throws(GraphError) {
        guard let failure = failure.withLock({ $0 }) else { return }
        throw GraphError(actor: actor, "The output is not complete. \(failure)")
    }

    /// Writes a range of a text to the file; false when it cannot be written, which ``check()``
    /// then explains.
    package func writeToFile(_ text: borrowing TextBuffer, _ range: Range<Int>) -> Bool {
        guard let number else { return false }
        do throws(SystemError) {
            try FileDescriptor.writeAll(text, range, to: number)
            return true
        } catch {
            if error.errno != .brokenPipe { failure.withLock { $0 = error } }
            return false
        }
    }
}
