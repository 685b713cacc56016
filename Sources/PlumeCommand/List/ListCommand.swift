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
            plume list ./server          tracepoints made by macros, read from the file
            plume list 4711              all tracepoints of a process, those made at run time too
            plume list --json ./server
            """
    )

    @Argument(help: "The file of a program, or the id of a running process.")
    var program: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let source = try TracepointSource.named(program)
        let events = source.events.sorted { $0.fullName < $1.fullName }
        if json {
            _ = Terminal.output(Self.json(source, events).encoded() + [0x0A])
            return
        }
        if events.isEmpty { Terminal.say("plume: \(source.adviceWhenEmpty)") }
        let lines =
            events.map { $0.signature + "\n" } + source.unrecordable.map { $0.line + "\n" }
        _ = Terminal.output(Array(lines.joined().utf8))
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
