// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Completions in the shells themselves, on a terminal, and manual pages.
@Suite("Shells and manual pages", .enabled(if: Tools.areBuilt), .serialized)
final class ShellTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private let folder = TemporaryFolder()

    /// What is typed, where a tab is the key, and the words that come of it.
    private static let typed: [(keys: String, words: String)] = [
        ("plume recor\t", "<record>"),
        ("plume compl\tzs\t", "<completions><zsh>"),
        ("plume view --ut\t", "<view><--utc>"),
        ("plume view --color al\t", "<view><--color><always>"),
        ("plume view tra\t", "<view><trace/>"),
        ("plume record --eve\t 'a:*'", "<record><--event><a:*>"),
        ("plume record --clock mon\t", "<record><--clock><monotonic>"),
        ("plume record --log-level noti\t", "<record><--log-level><notice>"),
        ("plume record --sync en\t", "<record><--sync><end>"),
        ("plume record --context procn\t", "<record><--context><procname>"),
        ("plume record --output tra\t", "<record><--output><trace/>"),
        ("plume record -- ./every\t", "<record><--><./everything>"),
        ("plume record ./everything tra\t", "<record><./everything><trace/>"),
        ("plume record ./everything --eve\t", "<record><./everything><--eve>"),
        ("plume regenerate st\t", "<regenerate><statedump>"),
        ("plume convert --clock-se\t", "<convert><--clock-seconds>"),
        ("plume convert -o cs\t tra\t", "<convert><-o><csv><trace/>"),
        ("plume run --conn\t", "<run><--connect>"),
        ("plume run -c source.ctf.f\t", "<run><-c><source.ctf.fs>"),
        ("plume query source.ctf.f\t", "<query><source.ctf.fs>"),
        ("plume help vi\t", "<help><view>"),
        ("plume list ./every\t", "<list><./everything>"),
        ("plume recover tra\t --outp\t", "<recover><trace/><--output>"),
        ("plume manual reg\t", "<manual><regenerate>"),
    ]

    init() throws {
        let made = try Finished(
            [
                "bash", "-c",
                "cd $folder && mkdir bin trace && cp $program . && ln -s $plume bin/plume",
            ],
            environment: [
                "folder": folder.path(""), "plume": Tools.plume,
                "program": Tools.program("everything"),
            ]
        )
        try #require(made.status == 0, "\(made.errors)")
    }

    private func shell(_ script: String, _ environment: [String: String] = [:]) throws -> Finished {
        try Finished(
            ["bash", "-c", "cd $folder && PATH=$folder/bin:$PATH && \(script)"],
            environment: [
                "folder": folder.path(""), "keys": Self.root + "/Tests/Shells/type-keys",
            ].merging(environment) { $1 }
        )
    }

    @Test("commands, options, values and files are completed", arguments: ["bash", "zsh", "fish"])
    func completions(name: String) throws {
        let lines = Self.typed.map { "$'" + $0.keys.replacing("'", with: "\\'") + "'" }
        let finished = try shell(
            "plume completions \(name) > script && $keys \(name) $PWD/script "
                + lines.joined(separator: " ")
        )
        #expect(finished.status == 0, "\(finished.errors)")
        // Only some shells put a slash behind a folder that is complete.
        let words = finished.output.replacing("trace>", with: "trace/>").split(separator: "\n")
        #expect(words.map(String.init) == Self.typed.map(\.words), "\(name)")
    }

    @Test("recordings are completed by name and by process")
    func recordings() throws {
        let recording = try Running([
            Tools.plume, "record", "--output", folder.path("1"), "--name", "of-shells", "--",
            Tools.program("idle"),
        ])
        #expect(recording.waits(for: "ready"))
        let process = recording.process.processIdentifier
        let names = try shell(
            "plume complete -- status of-s; plume complete -- snapshot \(process)"
        )
        #expect(names.output == "of-shells\n\(process)\n", "\(names.output)")
        // A program listens when it has lived for a while.
        let isOffered = recording.waits {
            let programs = try? shell("plume complete -- attach id")
            return programs?.output.split(separator: "\n").contains("idle") ?? false
        }
        #expect(isOffered)
        kill(process, SIGINT)
        _ = recording.wait()
    }

    @Test("each command has a manual page without mistakes, which names what it takes")
    func manual() throws {
        let help = try Finished([Tools.plume, "--help"]).output
        let section = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
        let commands = section.split(separator: "\n").filter { $0.prefix(3).last != " " }
            .compactMap { $0.split(separator: " ").first }.filter { $0 != "See" }
        #expect(commands.count > 15)
        let written = try shell("mkdir man && plume manual --output man && ls man")
        #expect(written.status == 0, "\(written.errors)")
        let files = written.output.split(separator: "\n")
        for command in commands { #expect(files.contains("plume-\(command).1")) }
        #expect(files.count == commands.count + 2, "plume itself and regenerate statedump besides")
        let lint = try shell(
            "for f in man/*.1; do groff -man -Tutf8 -ww -z -rCHECKSTYLE=0 $f; done"
        )
        #expect(lint.output.isEmpty && lint.errors.isEmpty, "\(lint.errors)")
        let page = try shell("plume manual record | groff -man -Tascii -P-cbou")
        for text in [
            "plume-record - Run a program and record its events and those of its children",
            "--clock clock", "Values: auto, tsc, monotonic. Default: auto.", "CHANNEL OPTIONS",
            "plume record --event 'kv:*' --filter 'size > 4096' --output trace -- ./server",
        ] {
            let words = page.output.split(whereSeparator: \.isWhitespace)
            #expect(words.joined(separator: " ").contains(text), "\(page.output)")
        }
        let convert = try shell("plume manual convert | groff -man -Tascii -P-cbou")
        #expect(convert.output.contains("--clock-seconds           times as seconds"))
    }
}
