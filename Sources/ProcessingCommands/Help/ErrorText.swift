// SPDX-License-Identifier: Apache-2.0

public import TraceGraph

/// Prints why a command failed: the causes, the outermost first.
public enum ErrorText {
    /// The lines for an error.
    ///
    /// - Parameters:
    ///   - error: the error.
    ///   - width: how many columns the terminal has.
    /// - Returns: the lines, the first of them empty.
    public static func text(_ error: GraphError, width: Int = 80) -> String {
        var text = "\n"
        for (number, cause) in error.causes.enumerated() {
            text += number == 0 ? "ERROR:    " : "CAUSED BY "
            text += "[\(cause.actor)]\n"
            for line in cause.message.split(separator: "\n", omittingEmptySubsequences: false) {
                text += wrapped(line, width: max(20, width))
            }
        }
        return text
    }

    /// Lines of whole words, with two spaces before each.
    private static func wrapped(_ line: Substring, width: Int) -> String {
        // Lines that begin with a space show a piece of input, and stay as they are.
        if line.isEmpty || line.hasPrefix(" ") { return line.isEmpty ? "\n" : "  \(line)\n" }
        var text = ""
        var current = ""
        for word in line.split(separator: " ") {
            if !current.isEmpty && current.count + 1 + word.count > width - 2 {
                text += "  \(current)\n"
                current = ""
            }
            current += (current.isEmpty ? "" : " ") + word
        }
        return text + "  \(current)\n"
    }
}
