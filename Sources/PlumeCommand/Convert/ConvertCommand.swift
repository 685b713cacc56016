// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CTFReader
internal import CTFWriter
internal import SystemCalls
internal import TraceComponents
internal import TraceModel

/// `plume convert`: reads traces and writes them in another form, with Babeltrace's option names.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert traces: to text, to another trace, or to nothing but a check.",
        discussion: """
            plume convert trace                       text, as babeltrace2 prints it
            plume convert --clock-gmt --names=all --fields=all trace
            plume convert -o dummy trace              decode everything, print nothing
            plume convert -o ctf -w copies trace      write CTF 2 below the folder `copies`
            plume convert -c sink.utils.counter trace count messages

            Exit status: 0 done; 1 something is wrong, and what came before it was written.
            """
    )

    @Argument(help: "Folders of traces, or folders with traces in them.")
    var paths: [String]

    @Option(name: [.customShort("o"), .long], help: "text, dummy or ctf.")
    var outputFormat: OutputFormat = .text

    @Option(
        name: [.customShort("c"), .long],
        help: "A component instead: sink.text.pretty, sink.utils.dummy or sink.utils.counter."
    )
    var component: SinkClass?

    @Option(name: [.customShort("w"), .long], help: "The folder for -o ctf.")
    var output: String?

    @Option(help: "The version of CTF that -o ctf writes: 1 or 2.")
    var ctfVersion: CTFVersion = .two

    @Flag(help: "Times in UTC.")
    var clockGmt = false
    @Flag(help: "Times with the date.")
    var clockDate = false
    @Flag(help: "Times as seconds since the clock's origin.")
    var clockSeconds = false
    @Flag(help: "Times as cycles of the clock.")
    var clockCycles = false
    @Flag(help: "No time since the event before.")
    var noDelta = false
    @Option(help: "never, auto or always.")
    var color: ColorChoice = .auto
    @Option(
        name: .shortAndLong,
        help: "payload, context, scope, header; all; none; separated by commas."
    )
    var names: String?
    @Option(
        name: .shortAndLong,
        help: "trace, trace:hostname, trace:domain, trace:procname, trace:vpid, loglevel, emf; all."
    )
    var fields: String?

    func run() throws {
        let traces = try Self.open(paths)
        let damages: [CTFError]
        switch component?.format ?? outputFormat {
        case .text:
            let view = TextView(traces, options: try prettyOptions())
            damages = view.run(output: Terminal.output, warn: Terminal.say).damages
        case .dummy:
            damages = MessageTally(traces.flatMap(\.streams)).damages
        case .counter:
            let tally = MessageTally(traces.flatMap(\.streams))
            var counter = MessageCounter(step: 0)
            counter.take(tally.counts)
            var text = TextBuffer()
            counter.finish(into: &text)
            _ = Terminal.output(text, 0..<text.count)
            damages = tally.damages
        case .ctf:
            damages = try write(traces)
        }
        let all = traces.flatMap(\.failures) + damages
        for damage in all { Terminal.say("plume: \(damage)") }
        if !all.isEmpty { throw ArgumentParser.ExitCode(1) }
    }

    private static func open(_ paths: [String]) throws(CommandFailure) -> [CTFTrace] {
        do throws(CTFError) {
            var traces: [CTFTrace] = []
            for path in paths {
                for folder in try TraceFinder.folders(at: path) {
                    traces.append(try CTFTrace(paths: [folder]))
                }
            }
            return traces
        } catch {
            throw CommandFailure(.traceUnreadable, error.description)
        }
    }

    private func write(_ traces: [CTFTrace]) throws(CommandFailure) -> [CTFError] {
        guard let output else {
            throw CommandFailure(.usage, "-o ctf needs --output, the folder for the traces")
        }
        var options = CTFSinkOptions(path: output)
        options.translation.format = ctfVersion == .one ? .ctf1 : .ctf2
        var damages: [CTFError] = []
        do throws(CTFError) {
            for trace in traces {
                let conversion = try TraceConversion(trace, options: options)
                damages += conversion.streams.compactMap(\.failure)
                Terminal.say("Created CTF trace `\(conversion.path)`.")
            }
        } catch {
            damages.append(error)
        }
        return damages
    }

    private func prettyOptions() throws(CommandFailure) -> PrettyOptions {
        var options = PrettyOptions()
        options.isColored = color == .always || color == .auto && Terminal.wantsColor
        options.isUTC = clockGmt
        options.showsDelta = !noDelta
        options.timeForm =
            clockCycles ? .cycles : clockSeconds ? .seconds : .clock(showsDate: clockDate)
        if let names { options.names = try PrettyNames.names(names) }
        if let fields { options.facts = try PrettyNames.facts(fields) }
        return options
    }
}

/// What convert writes.
enum OutputFormat: String, ExpressibleByArgument {
    case text
    case dummy
    case ctf
    /// Reached through a component's name only.
    case counter
}

/// The versions of CTF that convert writes.
enum CTFVersion: String, ExpressibleByArgument {
    case one = "1"
    case two = "2"
}

/// The sinks that can be named as components.
enum SinkClass: String, ExpressibleByArgument {
    case pretty = "sink.text.pretty"
    case dummy = "sink.utils.dummy"
    case counter = "sink.utils.counter"

    var format: OutputFormat {
        switch self {
        case .pretty: .text
        case .dummy: .dummy
        case .counter: .counter
        }
    }
}
