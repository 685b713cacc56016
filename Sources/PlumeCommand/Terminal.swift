// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls

/// What a person sees: words on standard error, data on standard output.
enum Terminal {
    private static let standardOutput: Int32 = 1
    private static let standardError: Int32 = 2

    /// Prints a line on standard error; what would steer the terminal in it is spelled out.
    static func say(_ line: String) { say(text: line.isEmpty ? "\n" : ByteText.shown(line) + "\n") }

    /// Prints a text of several lines on standard error; the same holds within each line.
    static func say(text: String) {
        removeLine()
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

    /// Prints bytes on standard output; false when nothing more can be written there.
    static func output(_ bytes: [UInt8]) -> Bool {
        removeLine()
        do throws(SystemError) {
            try FileDescriptor.writeAll(bytes, to: standardOutput)
            return true
        } catch {
            return note(error)
        }
    }

    /// Prints a range of bytes on standard output; false when nothing more can be written there.
    static func output(_ text: borrowing TextBuffer, _ range: Range<Int>) -> Bool {
        removeLine()
        do throws(SystemError) {
            try FileDescriptor.writeAll(text, range, to: standardOutput)
            return true
        } catch {
            return note(error)
        }
    }

    /// Why standard output is not complete; nil while it is, and when its reader wanted no more.
    private static let outputFailure = Monitor<SystemError?>(nil)

    private static func note(_ error: SystemError) -> Bool {
        if error.errno != .brokenPipe { outputFailure.change { $0 = $0 ?? error } }
        return false
    }

    /// What the command ends with if nothing else is wrong.
    private static let lateFailure = Monitor<CommandExitCode?>(nil)

    /// Lets the command end with a status if nothing else is wrong; it goes on.
    static func fail(with code: CommandExitCode) { lateFailure.change { $0 = $0 ?? code } }

    /// The status to end with after a command, once what is missing of standard output was said.
    ///
    /// It is the command's own, unless nothing else went wrong.
    static func finalStatus(_ status: Int32) -> Int32 {
        if let failure = outputFailure.change({ $0 }) {
            say("plume: standard output is not complete: \(failure)")
            fail(with: .failure)
        }
        return status == 0 ? lateFailure.change({ $0 })?.rawValue ?? 0 : status
    }

    // MARK: A line that is replaced

    /// Whether a line on standard error can be replaced by another one.
    static var canReplaceLines: Bool { isErrorTerminal && Environment.value("TERM") != "dumb" }

    /// Whether standard error is a terminal.
    static var isErrorTerminal: Bool { FileDescriptor.isTerminal(standardError) }

    /// Whether standard output is a terminal.
    static var isOutputTerminal: Bool { FileDescriptor.isTerminal(standardOutput) }

    private static let hasLine = Monitor(false)
    /// A line that is longer than the terminal is wide cannot be removed.
    private static let maximumLineLength = 79
    private static let clearing = "\r\u{1B}[K"

    /// Shows a line on standard error in place of the one that was shown so before; whatever else
    /// is printed takes it away.
    static func replaceLine(_ text: String) {
        let line = ByteText.shown(text)
        let isLong = line.count > maximumLineLength
        let shown = isLong ? line.prefix(maximumLineLength - 3) + "..." : line[...]
        hasLine.change { hasLine in
            hasLine = true
            try? FileDescriptor.writeAll(Array((clearing + shown).utf8), to: standardError)
        }
    }

    /// Takes the line away.
    static func removeLine() {
        hasLine.change { hasLine in
            guard hasLine else { return }
            hasLine = false
            try? FileDescriptor.writeAll(Array(clearing.utf8), to: standardError)
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

    /// A number and what is counted: "1 event", "2,000 events".
    static func counted(_ number: UInt64, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
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
