// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Command lines typed wrong in the usual ways: each is answered with what to do instead, in the
/// words of `Tests/Shells/answers.expected`.
@Suite("Commands typed wrong", .enabled(if: Tools.areBuilt), .serialized)
struct TypedWrongTests {
    private static let shells = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Shells").path
    private let folder = TemporaryFolder()

    /// Command lines with what follows each.
    private static func blocks(_ text: String) -> [String] {
        text.components(separatedBy: "\n$ ").map { block in
            let start = block.hasPrefix("$ ") ? String(block.dropFirst(2)) : block
            return start.trimmingCharacters(in: .newlines)
        }
    }

    @Test("each is answered with the remedy, and has its status")
    func answers() throws {
        let path = Self.shells + "/answers.expected"
        let expected = Self.blocks(try String(contentsOfFile: path, encoding: .utf8))
        let lines = expected.compactMap { $0.components(separatedBy: "\n").first }
        let file = folder.path("lines")
        try lines.joined(separator: "\n").appending("\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
        // The folder of tests is the user's alone, and some of the lines are run by another one.
        let place = try Finished(["mktemp", "-d"]).output.trimmingCharacters(in: .newlines)
        defer { try? FileManager.default.removeItem(atPath: place) }
        let finished = try Finished(
            ["bash", "-c", "\(Self.shells)/answers <'\(file)'"],
            environment: [
                "folder": place, "plume": Tools.plume, "program": Tools.program("everything"),
            ]
        )
        #expect(finished.status == 0, "\(finished.errors)")
        let answers = Self.blocks(finished.output)
        #expect(answers.count == expected.count)
        for (answer, expected) in zip(answers, expected) { #expect(answer == expected) }
    }

    private func shell(_ script: String, _ environment: [String: String] = [:]) throws -> Finished {
        try Finished(
            ["bash", "-c", "cd \"$folder\" && \(script)"],
            environment: [
                "folder": folder.path(""), "plume": Tools.plume,
                "program": Tools.program("everything"),
            ].merging(environment) { $1 }
        )
    }

    @Test("what stands after the program is the program's, and what stands after -- is a program")
    func words() throws {
        let echo = try shell("$plume record -q -o 1 echo --help --json=x -h --version")
        #expect(echo.output == "--help --json=x -h --version\n", "\(echo.errors)")
        let dashes = try shell("cp /bin/echo ./--help; PATH=. $plume record -q -o 2 -- --help it")
        #expect(dashes.output == "it\n", "\(dashes.errors)")
    }

    @Test("the summary as JSON goes where it is asked to, apart from what the program prints")
    func json() throws {
        let file = try shell("$plume record --json=file -o 1 -- sh -c 'echo mine; $program'")
        #expect(file.output == "mine\n")
        #expect(file.errors.contains("Recorded 4 events"))
        let descriptor = try shell(
            "$plume record -q --json=/dev/fd/3 -o 2 --event 'all:*' -- $program 3>fd && cat file fd"
        )
        let lines = descriptor.output.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains(#""events":4,"#) })
        #expect(descriptor.errors.isEmpty, "\(descriptor.errors)")
        let full = try shell("$plume record -q --json=/dev/full -o 3 -- $program")
        #expect(full.status == 1)
        #expect(full.errors.contains("--json=/dev/full is not complete: write: No space left"))
    }

    @Test(
        "why nothing was recorded is said",
        arguments: [
            ("./static", "./static is linked statically"), ("./pie", "./pie is linked statically"),
            ("./plain", "neither ./plain nor a program that it started contains Plume's runtime"),
            ("./script", "no program that was started here contains Plume's runtime"),
            ("env -u PLUME_CONTROL $program", "nor a program that it started contains"),
        ]
    )
    func nothing(command: String, reason: String) throws {
        let finished = try shell(
            """
            echo 'int main(void) { return 0; }' > p.c && gcc -static -o static p.c \
            && gcc -static-pie -o pie p.c && gcc -o plain p.c && printf '#!/bin/sh\n' > script \
            && chmod 755 script && $plume record -o 1 -- \(command)
            """
        )
        #expect(finished.status == 120, "\(finished.errors)")
        #expect(finished.errors.hasPrefix("Nothing was recorded: "), "\(finished.errors)")
        #expect(finished.errors.contains(reason), "\(finished.errors)")
        #expect(finished.errors.split(separator: "\n").count == 1)
    }

    @Test("PLUME=off is named, and so is a program that contains the runtime and is silent")
    func off() throws {
        let off = try shell("$plume record -o 1 -- $program", ["PLUME": "off"])
        #expect(off.status == 120)
        #expect(off.errors.contains("PLUME=off is in the environment"), "\(off.errors)")
        let silent = try shell(
            """
            cp $program own && chmod u+s own && chmod 755 . && chown 65534 own && chmod u+s own \
            && $plume record -o 2 -- ./own
            """
        )
        #expect(silent.errors.contains("contains Plume's runtime and did not connect"))
    }

    @Test("a program that a signal killed is named")
    func killed() throws {
        let segv = try shell("$plume record -o 1 -- sh -c '$program; kill -SEGV $$'")
        #expect(segv.status == 139)
        #expect(segv.errors.contains("Killed: sh was ended by signal 11 (SIGSEGV)\n"))
        let json = try shell("$plume record --json -o 4 -- sh -c '$program; kill -SEGV $$'")
        #expect(json.output.contains(#""status":139,"signal":11,"#), "\(json.output)")
        let bare = try shell("$plume record -o 2 -- sh -c 'kill -KILL $$'")
        #expect(bare.errors.contains("Killed: sh was ended by signal 9 (SIGKILL)\n"))
        let exit = try shell("$plume record -o 3 -- sh -c '$program; exit 139'")
        #expect(exit.status == 139)
        #expect(!exit.errors.contains("Killed:"))
    }

    @Test("one event is one event")
    func singular() throws {
        let one = try shell("$plume record -o one --event all:empty -- $program")
        #expect(one.errors.contains("Recorded 1 event from 1 process in"), "\(one.errors)")
        let saved = try shell("$plume recover one -o two")
        #expect(saved.output.contains("Recovered 1 event record in 1 packet\n"), "\(saved.output)")
    }
}
