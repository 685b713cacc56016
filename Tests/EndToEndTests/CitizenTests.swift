// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What `plume record` does to those around it: the program and what its user gave it, files and
/// folders, limits, and the terminal.
@Suite("A recording among others", .enabled(if: Tools.areBuilt), .serialized)
struct CitizenTests {
    private let folder = TemporaryFolder()

    /// Runs a script in the test's folder, with the tool as `$plume` and a program as `$program`.
    private func shell(
        _ script: String,
        program: String = "everything",
        environment: [String: String] = [:]
    ) throws -> Finished {
        try Finished(
            ["bash", "-c", "cd \"$folder\" && \(script)"],
            environment: [
                "folder": folder.path(""), "plume": Tools.plume,
                "program": Tools.program(program),
            ].merging(environment) { $1 }
        )
    }

    @Test("arguments, variables and paths are the bytes that were given")
    func bytes() throws {
        let argument = try shell(
            #"$plume record -o 1 -q -- /usr/bin/printf '%s|' $'a\xffb' $'\xf4\x8f\x9f\xbf' '' "#
                + "| od -An -tx1"
        )
        #expect(argument.output == " 61 ff 62 7c f4 8f 9f bf 7c 7c\n", "\(argument.errors)")
        let variable = try shell(
            #"X=$'v\xfe' $plume record -o 2 -q -- env | grep -a ^X= | od -An -tx1"#
        )
        #expect(variable.output == " 58 3d 76 fe 0a\n")
        let program = try shell(
            #"cp $program $'z\xffro' && $plume record -o $'t\xff' -- $'./z\xffro' && "#
                + #"$plume view $'t\xff' | grep -c all: && "#
                + #"$plume record -o 3 --json -- sh -c $'./z\xffro' && $plume check $'t\xff'"#
        )
        #expect(program.status == 0, "\(program.errors)")
        #expect(program.output.hasPrefix("4\n"))
        #expect(program.output.contains("\"events\":4"))
        #expect(program.errors.contains("Trace: t\\xff"))
        let list = try shell(#"$plume list $'./no\xffne'"#)
        #expect(list.errors.contains("./no\\xffne: No such file"))
    }

    @Test("signals and limits of the program are those that plume was started with")
    func inheritance() throws {
        let state = "grep SigIgn /proc/self/status; ulimit -n"
        let script = """
            trap '' HUP USR1; ulimit -S -n 100; bash -c "$state" > plain; \
            $plume record -o 1 -q -- bash -c "$state" > recorded; cmp plain recorded
            """
        let finished = try shell(script, environment: ["state": state])
        #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
    }

    @Test("nothing is started before the output is there, and nothing is left of what cannot run")
    func order() throws {
        let output = try shell("$plume record -o none/1 -- touch started; echo $?; ls")
        #expect(output.output == "125\n", "\(output.errors)")
        #expect(output.errors.contains("--output none/1: the folder cannot be made"))
        let program = try shell(
            "$plume record -o 1 -- nosuch; $plume record -o 1 -- /etc/passwd; ls"
        )
        #expect(program.output.isEmpty)
        let buffers = try shell(
            "prlimit --fsize=65536 $plume record -o 1 -- touch started; echo $?; ls"
        )
        #expect(buffers.output == "125\n", "\(buffers.errors)")
        #expect(buffers.errors.contains("ulimit -f") && buffers.errors.contains("65536"))
        // Room for the folder and its index only.
        let disk = try shell(
            """
            mkdir disk && mount -t tmpfs -o nr_inodes=3 tmpfs disk && \
            $plume record -o disk/1 -- touch started; echo $?; ls disk; umount disk; ls
            """
        )
        #expect(disk.output == "125\ndisk\n", "\(disk.errors)")
        #expect(disk.errors.contains("No space left on device"))
    }

    @Test("a limit of file sizes ends the recording like a full disk, and not the recorder")
    func fileSizeLimit() throws {
        let finished = try shell(
            """
            prlimit --fsize=18000000 $plume record -o 1 --buffer-size 64k --blocking-timeout 10s \
            -- $program 1 3000000; echo $?; $plume check 1 > /dev/null; echo $?
            """,
            program: "flight"
        )
        #expect(finished.output.hasSuffix("122\n0\n"), "\(finished.output)\(finished.errors)")
        #expect(finished.errors.contains("18000000 bytes here (RLIMIT_FSIZE, ulimit -f)"))
    }

    @Test("a trace is for its user alone, whatever the mask lets others do")
    func permissions() throws {
        let finished = try shell(
            """
            umask 0; $plume record -q -o 1 -- $program
            $plume record -q --overwrite -o 2 -- $program
            $plume recover 1 -o 3 > /dev/null; find 1 2 3 -perm /077
            find 1 2 -type f | wc -l
            """
        )
        let lines = finished.output.split(separator: "\n")
        #expect(lines.count == 1, "\(finished.output)\(finished.errors)")
        #expect(lines.last.flatMap { Int($0) } ?? 0 >= 6)
    }

    @Test("a runtime directory that cannot be used is named, and another one is used")
    func runtimeDirectory() throws {
        let long = "/tmp/" + String(repeating: "x", count: 120)
        let wrong = ["/run/user/4242": "no such directory", long: "too long", "run": "root"]
        for (directory, reason) in wrong {
            for command in ["record -o \(UUID().uuidString) -- $program", "doctor"] {
                let finished = try shell(
                    "$plume \(command)",
                    environment: ["XDG_RUNTIME_DIR": directory]
                )
                #expect(finished.status == 0, "\(finished.errors)")
                let text = finished.output + finished.errors
                #expect(text.contains("XDG_RUNTIME_DIR=\(directory)"))
                #expect(text.contains(reason) && text.contains("is used instead"), "\(text)")
            }
        }
    }

    @Test("somebody else's directories are neither used nor touched")
    func foreignDirectory() throws {
        // A user whom no machine has.
        let finished = try shell(
            """
            chmod 755 . && mkdir -m 777 open && mkdir -m 755 /tmp/plume-61234 && mkdir -m 777 theirs
            trap 'rmdir /tmp/plume-61234' EXIT; cp $plume $program open && cd open
            XDG_RUNTIME_DIR=$folder/theirs setpriv --reuid 61234 --regid 61234 --clear-groups \
            ./plume record -o 1 -- ./everything && ls -A ../theirs /tmp/plume-61234
            ls -d /tmp/plume-61234-*
            """
        )
        #expect(finished.errors.contains("Recorded 4 events"), "\(finished.errors)")
        #expect(finished.errors.contains("theirs: it belongs to user 0"))
        #expect(finished.errors.contains("/tmp/plume-61234: it belongs to user 0"))
        // The folder that was made in their place is gone again.
        #expect(finished.errors.contains("cannot access '/tmp/plume-61234-"), "\(finished.output)")
    }

    @Test("rules that select nothing say so, and which events there are")
    func findings() throws {
        let wrong = [
            ("--filter 'nosuch == 7'", "no event has the field nosuch"),
            ("--filter 'u32 == \"x\"'", "an integer on one side and a text on the other"),
            ("--event shop:nosuch", "no event matched 'shop:nosuch'; there are all:"),
            ("--event all", "those of a provider are 'all:*'"),
            ("--log-level error", "no event is of such a log level"),
        ]
        for (option, finding) in wrong {
            // The program's largest event is too big whatever a filter says, which --strict minds.
            let strict = option.hasPrefix("--filter") ? "" : "--strict"
            let finished = try shell(
                "rm -rf 1; $plume record \(strict) -o 1 \(option) -- $program"
            )
            #expect(finished.status == 0, "\(finished.errors)")
            #expect(finished.errors.contains("Recorded 0 events"))
            #expect(finished.errors.contains(finding), "\(finished.errors)")
        }
        let right = try shell("$plume record -o 2 --event 'all:*' --filter 'u32 > 1' -- $program")
        #expect(!right.errors.contains("Rules:"), "\(right.errors)")
    }

    @Test("each process with records is counted once, however short it lived")
    func processes() throws {
        let finished = try shell(
            """
            $plume record --json -o 1 -- sh -c 'for n in $(seq 50); do "$program"; done; sleep 0.1'
            """
        )
        #expect(finished.output.contains("\"processes\":50,\"processesRecorded\":50,"))
        let silent = try shell("$plume record -o 2 --event all:none -- $program")
        #expect(silent.errors.contains("Recorded 0 events from 1 process"), "\(silent.errors)")
        let mixed = try shell(
            "$plume record -o 3 --event 'all:*' -- "
                + "sh -c '\"$program\"; \"$idle\" & sleep 0.5; kill $!'",
            environment: ["idle": Tools.program("idle")]
        )
        #expect(mixed.errors.contains("Recorded 4 events from 1 process in"), "\(mixed.errors)")
        #expect(mixed.errors.contains("and none from 1 process more"), "\(mixed.errors)")
    }

    @Test("names do not steer the terminal")
    func controlCharacters() throws {
        let name = "\u{1B}]0;owned\u{7}\u{1B}[2J\nforged \u{202E}x"
        try FileManager.default.copyItem(
            atPath: Tools.program("idle"),
            toPath: folder.path(name)
        )
        let running = try Running([
            Tools.plume, "record", "-o", folder.path("1"), folder.path(name),
        ])
        #expect(running.waits(for: "ready"))
        let process = "\(running.process.processIdentifier)"
        let status = try Finished([Tools.plume, "status", process])
        kill(running.process.processIdentifier, SIGINT)
        let record = running.wait()
        let missing = try Finished([Tools.plume, "view", folder.path(name + "no")])
        let none = try Finished([Tools.plume, "record", "-o", folder.path("2"), "--", name])
        for text in [status.output, record.errors, missing.errors, none.errors] {
            #expect(!text.isEmpty)
            #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"), "\(text)")
            #expect(!text.contains("\u{202E}") && !text.contains("\nforged"), "\(text)")
        }
        #expect(status.output.contains("\\x1b]0;owned\\x07"), "\(status.output)")
    }
}
