// SPDX-License-Identifier: Apache-2.0

internal import SessionHost
internal import SideDescription
internal import SystemCalls

/// The summary of a recording for a person, with what is known of the program that was started.
enum RecordingSummary {
    /// The lines.
    static func lines(_ result: RecordResult, _ subject: RecordingSubject) -> [String] {
        lines(result, of: subject) + killed(result)
    }

    /// How many killed programs are named.
    private static let shownKilled = 8

    /// Which programs a signal ended that the recording did not start itself.
    private static func killed(_ result: RecordResult) -> [String] {
        guard !result.isInterrupted else { return [] }
        let more = result.killed.count - shownKilled
        return result.killed.prefix(shownKilled).map { program in
            let signal = Signal(rawValue: program.signal)
            return "Killed: \(PrintableName.escaped(program.name)) (\(program.process)) was ended"
                + " by signal \(program.signal) (\(signal.name))"
        } + (more > 0 ? ["Killed: \(more) more"] : [])
    }

    private static func lines(_ result: RecordResult, of subject: RecordingSubject) -> [String] {
        guard case .command(let arguments) = subject else { return result.lines() }
        let name = arguments.first ?? ""
        let lines =
            (result.hasProgram ? result.lines() : [nothing(arguments)])
            + misplaced(arguments, result.childStatus)
        guard case .signaled(let number) = result.childStatus, !result.isInterrupted else {
            return lines
        }
        let signal = Signal(rawValue: number)
        return lines + ["Killed: \(name) was ended by signal \(number) (\(signal.name))"]
    }

    /// What to say where a program failed and had an option that may have been meant for `record`.
    private static func misplaced(
        _ arguments: [String],
        _ status: ChildProcess.Status
    ) -> [String] {
        guard status.shellCode != 0 else { return [] }
        let own = CommandDescription(RecordCommand.self).arguments.flatMap(\.names)
        let words = arguments.dropFirst().prefix { $0 != "--" }
            .map { String($0.prefix { $0 != "=" }) }
        guard let option = words.first(where: { $0.hasPrefix("--") && own.contains($0) }),
            !["--help", "--version"].contains(option)
        else { return [] }
        return [
            "Note: \(option) stands after the program and was given to it; options of plume record"
                + " stand before the program."
        ]
    }

    /// Why nothing was recorded, as far as the program's file and the environment tell.
    private static func nothing(_ arguments: [String]) -> String {
        let start = "Nothing was recorded:"
        if Environment.value("PLUME") == "off" {
            return "\(start) PLUME=off is in the environment, which keeps programs untraced. Unset"
                + " it and record again."
        }
        guard let (path, linkage) = SideLibrary.program(of: arguments) else {
            return "\(start) no program that was started here contains Plume's runtime. \(advice)"
        }
        if linkage.containsRuntime {
            return
                "\(start) \(path) contains Plume's runtime and did not connect. Programs that are"
                + " set-user-ID, set PLUME=off themselves, or end before main do not. plume doctor"
                + " \(path) shows whether it can be recorded."
        }
        // A program that is linked for any address has tables for the dynamic linker, too, and
        // names no library in them.
        if !linkage.isDynamic || linkage.libraries.isEmpty {
            return "\(start) \(path) is linked statically and cannot be given a library. Link it"
                + " without -static, and with libside.so.0 where it is in C. See"
                + " docs/c-tracepoints.md."
        }
        return "\(start) neither \(path) nor a program that it started contains Plume's runtime."
            + " \(advice)"
    }

    private static let advice =
        "Import Plume in the program, or link a C program with libside.so.0. See README.md and"
        + " docs/c-tracepoints.md."
}

extension ChildProcess.Status {
    /// The signal that ended the program; 0 where none did.
    var signal: Int32 {
        if case .signaled(let number) = self { return number }
        return 0
    }
}
