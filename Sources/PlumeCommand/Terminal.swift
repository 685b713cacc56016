// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// What a person sees: words on standard error, data on standard output.
enum Terminal {
    private static let standardOutput: Int32 = 1
    private static let standardError: Int32 = 2

    /// Prints a line on standard error; what would steer the terminal in it is spelled out.
    static func say(_ line: String) { say(text: line.isEmpty ? "\n" : ByteText.shown(line) + "\n") }

    /// Prints a text of several lines on standard error; the same holds within each line.
    static func say(text: String) {
        // Nobody is left to tell when standard error is closed.
        try? FileDescriptor.writeAll(Array(shown(text).utf8), to: standardError)
    }

    /// Prints lines for people on standard output; what would steer the terminal in them is spelled
    /// out.
    static func show(_ lines: [String]) {
        _ = output(lines.flatMap { Array((ByteText.shown($0) + "\n").utf8) })
    }

    /// Prints a text of several lines on standard output; the same holds within each line.
    static func show(text: String) { _ = output(Array(shown(text).utf8)) }

    private static func shown(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { ByteText.shown(String($0)) }.joined(separator: "\n")
    }

    /// Prints bytes on standard output; false when its reader is gone.
    static func output(_ bytes: [UInt8]) -> Bool {
        do throws(SystemError) {
            try FileDescriptor.writeAll(bytes, to: standardOutput)
            return true
        } catch {
            return false
        }
    }

    /// Prints a range of bytes on standard output; false when its reader is gone.
    static func output(_ text: borrowing TextBuffer, _ range: Range<Int>) -> Bool {
        do throws(SystemError) {
            try FileDescriptor.writeAll(text, range, to: standardOutput)
            return true
        } catch {
            return false
        }
    }

    /// Whether standard output is a terminal that can show colours.
    static var canShowColors: Bool {
        FileDescriptor.isTerminal(standardOutput) && Environment.value("TERM") != "dumb"
    }

    /// Whether to colour standard output when the command line says neither yes nor no.
    static var wantsColor: Bool {
        if Environment.value("CLICOLOR_FORCE").map({ $0 != "0" }) ?? false { return true }
        return canShowColors && (Environment.value("NO_COLOR") ?? "").isEmpty
    }

    /// A number with a comma between groups of three digits.
    static func grouped(_ number: UInt64) -> String {
        var digits = String(number)
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
            index -= 3
        }
        return digits
    }

    /// A number of bytes in the largest fitting decimal unit, for example "48.2 MB".
    static func bytes(_ count: UInt64) -> String {
        var value = Double(count)
        var unit = "B"
        for larger in ["kB", "MB", "GB", "TB"] where value >= 1_000 {
            value /= 1_000
            unit = larger
        }
        return unit == "B" ? "\(count) B" : "\(tenths(value)) \(unit)"
    }

    /// A number with one digit after the point.
    static func tenths(_ value: Double) -> String {
        let scaled = UInt64((value * 10).rounded())
        return "\(scaled / 10).\(scaled % 10)"
    }
}
