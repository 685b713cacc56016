// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The line that tells on a terminal how a recording or a conversion goes on.
@Suite("A line on the terminal", .enabled(if: Tools.areBuilt), .serialized)
struct TerminalLineTests {
    private let folder = TemporaryFolder()
    private static let clearing = "\r\u{1B}[K"

    /// Runs a script whose standard error, and output where it is not redirected, is a terminal.
    private func onTerminal(_ script: String) throws -> Finished {
        try Finished(
            ["script", "-qefc", "cd \"$folder\"; \(script)", "/dev/null"],
            environment: [
                "folder": folder.path(""), "plume": Tools.plume, "TERM": "xterm",
                "program": Tools.program("everything"), "idle": Tools.program("idle"),
            ]
        )
    }

    /// Runs a command on a trace, each reading of which takes so long that there is something to
    /// show.
    private func slowly(_ command: String) throws -> Finished {
        let slow = """
            #include <sys/syscall.h>
            #include <unistd.h>
            ssize_t pread(int file, void *bytes, size_t count, off_t place) {
                usleep(400000);
                return syscall(SYS_pread64, file, bytes, count, place);
            }
            ssize_t pread64(int file, void *bytes, size_t count, off_t place)
                __attribute__((alias("pread")));
            """
        try slow.write(toFile: folder.path("slow.c"), atomically: true, encoding: .utf8)
        return try onTerminal(
            "gcc -shared -fPIC -o slow.so slow.c && $plume record -q -o trace -- $program"
                + " && LD_PRELOAD=$PWD/slow.so $plume \(command)"
        )
    }

    @Test("a recording says so once where the program writes to the terminal, too")
    func shared() throws {
        let finished = try onTerminal("$plume record -o 1 -- $program")
        let line = "Recording everything in 1; Ctrl-C ends it, plume status shows how it stands\r\n"
        #expect(finished.output.components(separatedBy: line).count == 2, "\(finished.output)")
        #expect(!finished.output.contains("\u{1B}"), "nothing is wiped out")
        let quiet = try onTerminal("$plume record -q -o 2 -- $program")
        #expect(quiet.output.isEmpty, "\(quiet.output)")
    }

    @Test("it counts where nobody else writes, and leaves nothing behind")
    func live() throws {
        let record = try onTerminal("$plume record -o 1 -- sh -c '$program; sleep 1' > file")
        let line = "Recording sh in 1: 4 events, 0 discarded; Ctrl-C ends it"
        let parts = record.output.components(separatedBy: Self.clearing)
        #expect(parts.contains(line), "\(record.output)")
        #expect(parts.last?.hasPrefix("Recorded 4 events") == true, "\(record.output)")
        let attach = try onTerminal(
            "$idle > ready & while ! [ -s ready ]; do sleep 0.1; done;"
                + " $plume attach $! -o 2 --duration 1s; kill $!"
        )
        #expect(attach.output.contains("Recording process "), "\(attach.output)")
        #expect(attach.output.contains(" in 2: 0 events, 0 discarded; Ctrl-C ends it"))
    }

    @Test("nothing of it is written elsewhere")
    func elsewhere() throws {
        let plain = try Finished([
            Tools.plume, "record", "-o", folder.path("1"), "--", Tools.program("everything"),
        ])
        #expect(plain.errors.hasPrefix("Recorded 4 events"), "\(plain.errors)")
        let dumb = try onTerminal("TERM=dumb $plume record -o 2 -- $program > file")
        #expect(dumb.output.hasPrefix("Recording "), "\(dumb.output)")
        #expect(!dumb.output.contains("\u{1B}"))
    }

    @Test(
        "conversions, checks and recoveries show how far they are",
        arguments: [
            ("convert -o dummy trace", "Converting"),
            ("convert -o ctf -w copy trace", "Converting"),
            ("convert -o json trace > file", "Converting"), ("check trace", "Checking"),
            ("recover trace -o new", "Recovering"),
        ]
    )
    func progress(command: String, verb: String) throws {
        let finished = try slowly(command)
        #expect(finished.status == 0 || finished.status == 119, "\(finished.output)")
        let lines = finished.output.components(separatedBy: Self.clearing).filter {
            $0.hasPrefix("\(verb): ") && $0.hasSuffix(" kB; Ctrl-C stops it")
        }
        #expect(!lines.isEmpty, "\(finished.output)")
        let last = finished.output.components(separatedBy: Self.clearing).last ?? ""
        #expect(!last.contains(verb), "\(last)")
    }

    @Test("text that goes to the terminal has no such line between")
    func text() throws {
        let finished = try slowly("convert trace")
        #expect(finished.output.contains("all:integers"), "\(finished.output)")
        #expect(!finished.output.contains("Converting"))
    }
}
