// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The cases of the conformance corpus that say which command prints which text.
private enum CommandCases {
    static let corpus = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../../shared/corpus")
        .standardizedFileURL.path

    static func files(named name: String) -> [String] {
        let paths = FileManager.default.enumerator(atPath: corpus)?.compactMap { $0 as? String }
        return (paths ?? []).filter { $0.hasSuffix("/\(name)") }.sorted()
    }

    static func folder(_ file: String) -> String {
        "\(corpus)/\(file.split(separator: "/").dropLast().joined(separator: "/"))"
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    /// Runs a script in a folder, in which `babeltrace2` is what replaces it.
    static func run(_ script: String, in folder: String) throws -> Finished {
        let function = """
            babeltrace2() {
                if [ "$1" = query ]; then "$PLUME_TEST_TOOL" "$@"
                else "$PLUME_TEST_TOOL" convert "$@"; fi
            }
            cd "\(folder)"
            """
        return try Finished(
            ["bash", "-c", "\(function)\n\(script)"],
            environment: ["TZ": "UTC", "PLUME_TEST_TOOL": Tools.plume]
        )
    }
}

@Suite(
    "Commands of the corpus",
    .enabled(if: Tools.areBuilt && FileManager.default.fileExists(atPath: CommandCases.corpus)),
    .serialized
)
struct CorpusCommandTests {
    private let folder = TemporaryFolder()

    /// The first line that is not as expected; nil when all are.
    private func difference(_ finished: Finished, _ expected: String) -> String? {
        // The texts were kept without carriage returns, and long ones were cut.
        let isCut = expected.utf8.count >= 300_000
        let output = finished.output.replacing("\r\n", with: "\n")
        if output == expected || isCut && output.hasPrefix(expected) { return nil }
        let found = output.split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, lines) in zip(found, wanted).enumerated() where lines.0 != lines.1 {
            return "line \(number + 1) is \(lines.0), not \(lines.1)"
        }
        return "\(found.count) lines, not \(wanted.count): \(finished.errors)"
    }

    @Test("print the expected texts", arguments: CommandCases.files(named: "expect-cmd.txt"))
    func commands(file: String) throws {
        let path = CommandCases.folder(file)
        for line in try CommandCases.text("\(CommandCases.corpus)/\(file)").split(separator: "\n") {
            // Live traces and debugging information need what the corpus has not.
            guard let match = line.wholeMatch(of: /(expect\S*): (babeltrace2 .*)/),
                !match.2.contains("lttng-live"), !match.2.contains("--debug-info")
            else { continue }
            let finished = try CommandCases.run(String(match.2), in: path)
            let expected = try CommandCases.text("\(path)/\(match.1)")
            #expect(difference(finished, expected) == nil, "\(match.2)")
        }
    }

    @Test(
        "write traces that read as before",
        arguments: CommandCases.files(named: "expect-roundtrip-details.txt")
    )
    func roundTrips(file: String) throws {
        for version in [1, 2] {
            let out = folder.path("out-\(version)")
            let finished = try CommandCases.run(
                """
                babeltrace2 trace -o ctf --ctf-version=\(version) -w \(out) >/dev/null
                babeltrace2 \(out) -c sink.text.details \
                    -p with-uuid=no,with-trace-name=no,with-stream-name=no
                """,
                in: CommandCases.folder(file)
            )
            // The texts are of a writer that numbers packets, which this one leaves as they were.
            var expected = try CommandCases.text("\(CommandCases.corpus)/\(file)")
                .replacing("discarded packets: Yes", with: "discarded packets: No")
                .replacing("    Discarded packets have default clock snapshots: No\n", with: "")
            if version == 2 {
                // Of CTF 2 the details name the members where those of CTF 1.8 count them.
                expected.replace(
                    "field path [Event payload: 0]",
                    with: "field location [Event payload: tag]"
                )
            }
            #expect(difference(finished, expected) == nil)
        }
    }

    @Test(
        "print traces in CTF 2 as those in CTF 1.8",
        arguments: CommandCases.files(named: "expect-pretty-from-ctf1.txt")
    )
    func translations(file: String) throws {
        let finished = try CommandCases.run("babeltrace2 trace", in: CommandCases.folder(file))
        let expected = try CommandCases.text("\(CommandCases.corpus)/\(file)")
        #expect(difference(finished, expected) == nil)
    }

    @Test(
        "decode single fields",
        arguments: ["pass-fixed-len-uint-32-be", "pass-struct", "pass-struct-empty"]
    )
    func fields(name: String) throws {
        let path = "\(CommandCases.corpus)/babeltrace-field/\(name)"
        let finished = try CommandCases.run("babeltrace2 trace -c sink.text.details", in: path)
        let payload = finished.output.split(separator: "Payload:").last ?? ""
        let found = payload.replacing(",", with: "").split(separator: "\n").map {
            $0.drop { $0 == " " }.replacing("root: ", with: "")
        }
        for line in try CommandCases.text("\(path)/expect.txt").split(separator: "\n") {
            let plain = line.replacing("\"", with: "").replacing("{}", with: "Empty")
            #expect(found.contains { $0 == plain }, "\(line) in \(payload)")
        }
    }
}
