// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Programs whose tracepoints are wrong: nothing stops them, and everybody is told.
@Suite("Wrong tracepoints", .enabled(if: Tools.areBuilt), .serialized)
struct WrongEventTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let libraries = root + "/.build/side"
    private static let patience = ["PLUME_WAIT_MILLISECONDS": "60000"]

    private let folder = TemporaryFolder()

    private static let problems = [
        #"event ":x" cannot be recorded: its provider is empty"#,
        #"event "a:b:x" cannot be recorded: its provider "a:b" contains a colon, which is what"#
            + " separates it from the name",
        #"event "shop:" cannot be recorded: its name is empty"#,
        #"event "shop:twice" cannot be recorded: field "n" is named twice"#,
        #"event "shop:nameless" cannot be recorded: field 2 of the event has no name"#,
        #"event "shop:base" cannot be recorded: field "n" is to be shown in a base other than 2, 8,"#
            + " 10 and 16",
        #"event "shop:ze\u{0}ro" cannot be recorded: its name contains a NUL"#,
        #"context "nothing" cannot be recorded: its name is not of the form PROVIDER:TYPE"#,
    ]

    @Test("of a Swift program never stop it, and are named once; the others are recorded")
    func swift() throws {
        let trace = folder.path("trace")
        let program = Tools.program("wrong")
        #expect(try Finished([program]).status == 0)
        let record = try Finished(
            [Tools.plume, "record", "--output", trace, "--", program],
            environment: Self.patience
        )
        #expect(record.status == 0, "\(record.errors)")
        #expect(record.errors.contains("Recorded 4 events"))
        for problem in Self.problems {
            let said = "the " + problem.replacing("cannot be", with: "is not")
            #expect(record.errors.components(separatedBy: said).count == 2, "\(record.errors)")
        }
        #expect(record.errors.contains("Left out: \(Self.problems.count - 1) events"))
        for remark in [
            #"the provider "my shop" contains a space"#, #"the name "a:b" contains a colon"#,
            #"the field "2 n" cannot be named in a filter"#,
        ] {
            let said = #"the event "my shop:a:b" is recorded, but "# + remark
            #expect(record.errors.contains(said), "\(record.errors)")
        }
        let view = try Finished([Tools.plume, "convert", trace])
        #expect(view.status == 0, "\(view.errors)")
        #expect(
            view.output.contains(
                "_n_present = true, _n_present_ = { true }, n = { { 7 } }, _list_present = true,"
                    + " _list_length = { 2 }, list = { [ [0] = 1, [1] = 2 ] }"
            ),
            "\(view.output)"
        )
    }

    @Test("fail --strict, unless the rules do not ask for them")
    func strict() throws {
        for (rule, status) in [("*", 121), ("shop:good", 0)] as [(String, Int32)] {
            let record = try Finished(
                [
                    Tools.plume, "record", "--strict", "--json", "--event", rule, "--output",
                    folder.path("strict-\(status)"), "--", Tools.program("wrong"),
                ],
                environment: Self.patience
            )
            #expect(record.status == status, "\(record.errors)")
        }
    }

    @Test("are listed, and doctor looks at a program")
    func list() throws {
        let wrong = try Running([Tools.program("wrong"), "wait"])
        defer { wrong.process.terminate() }
        #expect(wrong.waits(for: "ready"))
        let process = "\(wrong.process.processIdentifier)"
        let list = try Finished([Tools.plume, "list", process])
        #expect(list.status == 0)
        let lines = Set(list.output.split(separator: "\n").map(String.init))
        #expect(lines.isSuperset(of: Self.problems), "\(list.output)")
        #expect(lines.count == Self.problems.count + 2)
        let json = try Finished([Tools.plume, "list", "--json", process])
        #expect(json.output.contains(#""reason":"its provider is empty""#))
        let doctor = try Finished([Tools.plume, "doctor", process])
        for problem in Self.problems { #expect(doctor.output.contains(problem)) }
    }

    @Test("of a C program are named as those of Swift are")
    func side() throws {
        let program = folder.path("wrong")
        let built = try Finished([
            "gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program,
            Self.root + "/Tests/Side/wrong.c", "-L" + Self.libraries, "-lside",
            "-Wl,-rpath," + Self.libraries,
        ])
        #expect(built.status == 0, "\(built.errors)")
        let trace = folder.path("side")
        let record = try Finished(
            [Tools.plume, "record", "--strict", "--output", trace, "--", program],
            environment: Self.patience
        )
        #expect(record.status == 121, "\(record.errors)")
        #expect(record.errors.contains("Recorded 1 event from"), "\(record.errors)")
        for problem in [
            #"the event "wrong:bits" is not recorded: an integer has 4 bytes, 33 bits of them"#,
            #"the event "wrong:label" is not recorded: type label 99 is not known"#,
            #"the event "wrong:overlap" is not recorded: two options have the same selector"#,
        ] {
            #expect(record.errors.contains(problem), "\(record.errors)")
        }
        #expect(record.errors.contains("Left out: 3 events"))
        #expect(try Finished([Tools.plume, "view", trace]).output.contains("wrong:fine"))
    }
}
