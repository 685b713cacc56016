// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Standard output that cannot be written is an error of every command, and a reader that leaves is
/// none.
@Suite("Standard output that fails", .enabled(if: Tools.areBuilt), .serialized)
final class OutputFailureTests {
    private let folder = TemporaryFolder()

    init() throws {
        let record = try Finished([
            Tools.plume, "record", "--output", folder.path("trace"), "--",
            Tools.program("everything"),
        ])
        try #require(record.status == 0, "\(record.errors)")
    }

    private static let commands = [
        "view trace", "convert trace", "convert -o json trace", "convert -o csv trace",
        "convert -c sink.text.details trace", "convert -o ctf-metadata trace",
        "convert -c sink.utils.counter trace", "convert --run-args trace", "convert --help",
        "convert -b 0 trace", "convert -o ctf -w copy trace",
        "run -c a:source.ctf.fs -p 'inputs=[\"trace\"]' -c m:filter.utils.muxer"
            + " -c s:sink.text.pretty -x a:m -x m:s",
        "query source.ctf.fs babeltrace.trace-infos -p 'inputs=[\"trace\"]'",
        "check trace", "check --json trace", "check --elements trace",
        "list --json $program", "doctor", "doctor --json", "help", "help view", "help utils",
        "help sink.text.pretty", "list-plugins", "--help", "--version", "record --help",
        "record --list-contexts", "record --json -o other -- $program", "recover trace -o new",
        "--generate-completion-script bash",
    ]

    private func shell(_ script: String) throws -> Finished {
        try Finished(
            ["bash", "-c", "cd \"$folder\" && rm -rf copy other new && \(script)"],
            environment: [
                "folder": folder.path(""), "plume": Tools.plume,
                "program": Tools.program("everything"),
            ]
        )
    }

    @Test("a full disk is told, and the status is not 0", arguments: commands)
    func full(command: String) throws {
        let finished = try shell("$plume \(command) > /dev/full")
        #expect(finished.status == 1, "\(finished.status)")
        let message = "standard output is not complete: write: No space left on device"
        #expect(finished.errors.contains(message), "\(finished.errors)")
    }

    @Test("so is an output that is closed, and no file gets what was meant for it")
    func closed() throws {
        for command in Self.commands {
            let finished = try shell("$plume \(command) >&-")
            #expect(finished.status == 1, "\(command)")
            #expect(finished.errors.contains("Bad file descriptor"), "\(finished.errors)")
        }
        let trace = try shell(
            "$plume record --json -o other -- $program <&- >&- 2>&-; $plume check other"
        )
        #expect(trace.status == 0, "\(trace.output)")
    }

    @Test("a reader that leaves ends a command quietly", arguments: commands)
    func reader(command: String) throws {
        let finished = try shell("{ $plume \(command); echo $? >&2; } | true")
        let lines = finished.errors.split(separator: "\n")
        #expect(lines.last == "0", "\(finished.errors)")
        #expect(!finished.errors.contains("standard output"), "\(finished.errors)")
    }

    @Test("a small disk keeps what found room, and the rest is told to be missing")
    func smallDisk() throws {
        let finished = try shell(
            """
            mkdir disk && mount -t tmpfs -o size=32k tmpfs disk && \
            { $plume view trace > disk/1; echo $?; rm disk/1; \
            $plume convert -w disk/2 trace; echo $?; wc -c < disk/2; umount disk; }
            """
        )
        #expect(finished.output == "1\n1\n32768\n", "\(finished.output)\(finished.errors)")
        #expect(finished.errors.contains("The output is not complete. write: No space left"))
    }

    @Test("the status of what else went wrong stays")
    func otherStatus() throws {
        let finished = try shell(
            "$plume record --json -o other -- sh -c '$program; exit 7' > /dev/full"
        )
        #expect(finished.status == 7)
        #expect(finished.errors.contains("standard output is not complete"))
    }
}
