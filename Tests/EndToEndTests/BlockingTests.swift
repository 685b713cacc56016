// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Writers that wait for room go on when nobody is left to make it.
@Suite("A recorder that dies while writers wait", .enabled(if: Tools.areBuilt), .serialized)
struct BlockingTests {
    private let folder = TemporaryFolder()

    @Test(
        "releases them",
        arguments: ["per-cpu", "per-channel", "per-id"],
        ["life flood", "life flood-child", "C flood", "C flood-child"]
    )
    func release(allocation: String, program: String) throws {
        let words = program.split(separator: " ").map(String.init)
        let path = try words[0] == "C" ? CProgram.build("life", in: folder) : Tools.program("life")
        let tally = folder.path("tally")
        let record = try Running(
            [
                Tools.plume, "record", "--output", folder.path("trace"), "--buffer-size", "64k",
                // Who is not released waits an hour, and the test ends without its tally.
                "--blocking-timeout", "3600s", "--buffer-allocation", allocation,
                "--", path, words[1], tally,
            ],
            environment: ["PLUME_WAIT_MILLISECONDS": "60000"]
        )
        try #require(record.waits(for: "ready"))
        let recorder = record.process.processIdentifier
        kill(recorder, SIGSTOP)
        _ = FileManager.default.createFile(atPath: tally + ".go", contents: nil)
        // Nothing says that a writer waits but that it does not end.
        usleep(500_000)
        #expect(!FileManager.default.fileExists(atPath: tally))
        kill(recorder, SIGKILL)
        #expect(record.waits { FileManager.default.fileExists(atPath: tally) })
        _ = record.wait()
        let text = try String(contentsOfFile: tally, encoding: .utf8)
        #expect(text.hasSuffix(" 200005\n"))
    }
}

/// The C programs of Tests/Side, built by the compiler of the machine with the headers and the
/// library of this tree.
enum CProgram {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    /// The folder of `libside.so.0` and of the tracer.
    static let libraries = root + "/.build/side"

    /// Builds one and returns its path.
    static func build(
        _ name: String,
        in folder: TemporaryFolder,
        options: [String] = []
    ) throws -> String {
        let path = folder.path(name)
        let built = try Finished(
            [
                "gcc", "-O2", "-g", "-Wall", "-Wextra", "-Werror", "-pthread", "-I",
                root + "/include",
                "-o", path, "\(root)/Tests/Side/\(name).c", "-Wl,--no-as-needed", "-L" + libraries,
                "-lside", "-ldl", "-Wl,-rpath," + libraries,
            ] + options
        )
        #expect(built.status == 0, "\(built.errors)")
        return path
    }
}
