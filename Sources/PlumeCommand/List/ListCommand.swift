// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import SideDescription
internal import TraceModel

/// `plume list`: shows the tracepoints of a program.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the tracepoints of a program file or of a running process.",
        discussion: """
            plume list ./server          tracepoints that stand in a program or library: made by
                                         macros of Swift, or in C or C++
            plume list 4711              all tracepoints of a process, those made at run time too
            plume list --static 4711     the same for a file, whatever its name
            plume list --json ./server
            """
    )

    @Argument(
        help: "The file of a program, or the id of a running process.",
        completion: .file()
    )
    var program: String

    @Flag(name: .customLong("static"), help: "Read a file; nothing is run or asked.")
    var isStatic = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let source =
            try isStatic ? TracepointSource.file(program) : TracepointSource.named(program)
        let events = source.events.sorted { $0.fullName < $1.fullName }
        for problem in source.problems { Terminal.say("plume: \(problem)") }
        if json {
            _ = Terminal.output(Self.json(source, events).encoded() + [0x0A])
            return
        }
        if events.isEmpty { Terminal.say("plume: \(source.adviceWhenEmpty)") }
        Terminal.show(events.map(\.signature) + source.unrecordable.map(\.line))
        if events.isEmpty { throw ExitCode(CommandExitCode.noTracepoints.rawValue) }
    }

    private static func json(
        _ source: TracepointSource,
        _ events: [SideEventDescription]
    ) -> JSONValue {
        .object([
            "schema": .integer(1),
            "program": .string(source.path),
            "tracepoints": .array(events.map { $0.json() }),
            "unrecordable": .array(source.unrecordable.map { $0.json() }),
        ])
    }
}
