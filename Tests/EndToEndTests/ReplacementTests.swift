// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Runs the same command lines with both tools, and compares what a script sees.
@Suite("In place of babeltrace2", .enabled(if: Tools.areBuilt), .serialized)
final class ReplacementTests {
    private let folder = TemporaryFolder()
    private let trace: String

    init() throws {
        trace = folder.path("trace")
        let record = try Finished([
            Tools.plume, "record", "--trace-format", "ctf-1.8", "--output", trace, "--exclude",
            "all:large", "--", Tools.program("everything"),
        ])
        try #require(record.status == 0, "\(record.errors)")
    }

    private func compare(
        _ arguments: [String],
        _ environment: [String: String] = [:]
    ) throws {
        let arguments = arguments.map { $0.replacingOccurrences(of: "@", with: trace) }
        let environment = environment.merging(["TZ": "Europe/Vienna"]) { $1 }
        let isCommand = ["run", "query", "convert"].contains(arguments.first)
        let ours = try Finished(
            [Tools.plume] + (isCommand ? [] : ["convert"]) + arguments,
            environment: environment
        )
        let theirs = try Finished(["babeltrace2"] + arguments, environment: environment)
        #expect(ours.status == theirs.status, "\(ours.errors)")
        #expect(ours.output == theirs.output)
        #expect(
            theirs.status != 0 || !theirs.output.isEmpty || arguments.contains("dummy")
                || arguments[0].hasPrefix("--")
        )
    }

    @Test(
        "text is the same with each option",
        arguments: [
            "@", "--clock-gmt --clock-date @", "--clock-cycles @", "--clock-seconds @",
            "--no-delta @", "-n all @", "-n none @", "--names=payload,context @", "-f all @",
            "--fields=trace,loglevel,emf @", "-f trace:hostname,trace:procname,trace:vpid @",
            "--clock-offset=-5 --clock-offset-ns=7 @", "--clock-force-correlate @",
            "-i ctf -o text @", "--stream-intersection @", "--begin=1 @", "-v @",
            "-c sink.text.pretty -p no-delta=yes @", "--retry-duration=5 @",
            "-p trace-name=\"x\" -f trace @", "-c filter.utils.trimmer -p begin=\"3\" @",
        ]
    )
    func text(line: String) throws { try compare(words(line)) }

    @Test("each range of time gives the same text")
    func ranges() throws {
        let lines = try Finished(["babeltrace2", "--clock-seconds", trace]).output
        let times = lines.split(separator: "\n").map { $0.dropFirst().prefix { $0 != "]" } }
        try #require(times.count > 2)
        for begin in times {
            try compare(["--begin=\(begin)", "@"])
            try compare(["--end=\(begin)", "@"])
            for end in times where end >= begin {
                try compare(["--timerange=\(begin),\(end)", "--clock-gmt", "@"])
            }
        }
    }

    @Test("colours are the same", arguments: ["@", "-n all -f all @", "-o dummy @"])
    func colors(line: String) throws {
        try compare(words(line), ["BABELTRACE_TERM_COLOR": "ALWAYS"])
    }

    @Test(
        "other outputs are the same",
        arguments: [
            "-o dummy @", "-c sink.utils.counter @", "-c sink.utils.counter -p step=3 @",
            "-o ctf-metadata @", "--run-args @", "--run-args-0 -b 5 -n all -w /x @",
            "--run-args -o ctf -w /x --timerange=4,5 -l I @",
            "query source.ctf.fs babeltrace.trace-infos -p inputs=[\"@\"]",
            "query source.ctf.fs babeltrace.support-info -p input=\"@\",type=\"directory\"",
            "query src.ctf.fs babeltrace.support-info -p input=\"/\",type=\"directory\"",
            "query src.ctf.fs metadata-info -p path=\"@\"",
            "run -c a:source.ctf.fs -p inputs=[\"@\"] -c m:filter.utils.muxer"
                + " -c s:sink.text.pretty -x a:m -x m:s",
        ]
    )
    func others(line: String) throws { try compare(words(line)) }

    @Test(
        "mistakes have the same status",
        arguments: [
            "/nope", "--frobnicate @", "-o foo @", "-i foo @", "-o ctf @", "-c x @",
            "-c sink.nope.x @", "--params nope=1 @", "-b nope @", "--timerange=0 @",
            "--names=foo @", "--color=foo @", "--log-level=Q @", "--begin=5 --end=4 @",
            "-c sink.utils.dummy -o text @", "--stream-intersection --run-args @",
            "query source.ctf.fs nope", "run -c a:source.ctf.fs",
        ]
    )
    func mistakes(line: String) throws { try compare(words(line)) }

    @Test("a trace that is written anew has the same text", arguments: [nil, "1", "2"])
    func rewriting(version: String?) throws {
        let copy = folder.path("copy")
        let options = version.map { ["--ctf-version", $0] } ?? []
        let written = try Finished(
            [Tools.plume, "convert", "-o", "ctf", "-w", copy, trace] + options
        )
        #expect(written.status == 0, "\(written.errors)")
        let before = try Finished(["babeltrace2", trace])
        let after = try Finished([Tools.plume, "convert", copy])
        #expect(after.output == before.output)
        guard version == "1" else { return }
        #expect(try Finished(["babeltrace2", copy]).output == before.output)
    }

    private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }
}
