// SPDX-License-Identifier: Apache-2.0

/// Writes arguments so that a shell reads them back.
public enum ShellQuoting {
    /// One argument; in single quotes unless all of its characters are harmless.
    public static func quoted(_ argument: String) -> String {
        let isHarmless = !argument.isEmpty && argument.utf8.allSatisfy(isHarmless)
        guard !isHarmless else { return argument }
        return "'" + argument.replacing("'", with: "'\"'\"'") + "'"
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_-.,:=/+%@".utf8.contains(byte)
        }
    }
}
