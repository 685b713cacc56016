// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Whether a text sink uses the colours of a terminal.
public enum TerminalColors {
    /// Decides by the parameter `color`, the environment and the destination.
    public static func isColored(_ choice: String?, isTerminal: Bool) -> Bool {
        if choice == "never" { return false }
        switch Environment.value("BABELTRACE_TERM_COLOR")?.uppercased() {
        case "NEVER": return false
        case "ALWAYS": return true
        default: return choice == "always" || isTerminal
        }
    }

    /// Whether bright colours are codes of their own, and not bold ones.
    static var usesBrightCodes: Bool {
        Environment.value("BABELTRACE_TERM_COLOR_BRIGHT_MEANS_BOLD") == "0"
    }
}
