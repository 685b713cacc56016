// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SessionHost
internal import SystemCalls

/// The executable: it parses the command line and hands over to a command.
@main
struct PlumeTool: ParsableCommand {
    static let version = "0.1.0"
    static let configuration = CommandConfiguration(
        commandName: "plume",
        abstract: "Record what programs do, and read it back.",
        discussion: """
            plume record -- ./server     record a program and its children
            plume attach PID             record a program that runs already
            plume status                 show a recording that runs
            plume enable-event 'db:*'    record further events; disable-event for fewer
            plume snapshot               write what a flight recorder's buffers hold
            plume view plume-trace-*     print a trace as text, merged by time
            plume convert trace          convert traces, with the options of babeltrace2
            plume run, plume query       run graphs of components, ask component classes
            plume list ./server          show the tracepoints of a program
            plume check plume-trace-*    say whether a trace is sound
            plume doctor                 say whether this machine can record
            plume recover trace -o new   save what is readable of a damaged trace

            Exit status: 0 done; 1 standard output is not complete; 2 wrong use; 119 a trace is irregular, but readable; \
            120 the program has no tracepoints; \
            121 events were lost and --strict was given; 122 the trace could not be written \
            completely; 123 a trace is damaged, what is readable was printed; 124 a trace cannot \
            be read; 125 recording could not start; 126 and 127 the program could not be run. \
            `record` otherwise passes on the program's own status.
            """,
        version: version,
        subcommands: [
            RecordCommand.self, AttachCommand.self, SnapshotCommand.self, StatusCommand.self,
            EnableEventCommand.self, DisableEventCommand.self, ReclaimCommand.self,
            RegenerateCommand.self,
            ViewCommand.self, DoctorCommand.self,
            ListCommand.self,
            ConvertCommand.self,
            CheckCommand.self, RecoverCommand.self, RunCommand.self, QueryCommand.self,
            HelpCommand.self, ListPluginsCommand.self, CompletionsCommand.self, ManualCommand.self,
            CompleteCommand.self,
        ]
    )

    static func main() {
        // `plume view | head` ends quietly, and a limit of file sizes is an error like a full disk.
        Signal.ignoreFailedWrites()
        FileDescriptor.occupyStandardNumbers()
        let status = Terminal.finalStatus(run(Process.arguments()))
        exit(withError: ArgumentParser.ExitCode(status))
    }

    private static func fail(_ failure: CommandFailure) -> Int32 {
        Terminal.say("plume: \(failure.message)")
        return failure.code.rawValue
    }

    /// Runs a command line; its status.
    private static func run(_ arguments: [String]) -> Int32 {
        do {
            try UnknownCommand.check(arguments)
            var command = try parseAsRoot(JSONDestination.separated(arguments))
            try command.run()
            return 0
        } catch let error as CommandFailure {
            return fail(error)
        } catch let error as HostError {
            return fail(CommandFailure(error))
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if code.isSuccess {
                if !text.isEmpty { _ = Terminal.output(Array((text + "\n").utf8)) }
                return 0
            }
            if !text.isEmpty { Terminal.say(text: text + "\n") }
            // The parser's own code for wrong use is 64; the convention of this tool is 2.
            return code == .validationFailure ? CommandExitCode.usage.rawValue : code.rawValue
        }
    }
}
