// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Swift programs in a process whose `libside.so.0` is not Plume's, brought by a second tracer.
@Suite("Another SIDE runtime in a Swift program", .enabled(if: Tools.areBuilt), .serialized)
struct OtherRuntimeTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Side").path

    private let folder = TemporaryFolder()

    /// Builds the other runtime, the tracer that needs it, and a library that emits; the paths of
    /// the last two.
    private func build(_ options: [String] = []) throws -> (tracer: String, library: String) {
        let runtime = folder.path("libside.so.0")
        let (tracer, library) = (folder.path("spy.so"), folder.path("emits_at_end.so"))
        let flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
        let needs = [runtime, "-Wl,-rpath," + folder.path("")]
        for command in [
            ["-Wl,-soname,libside.so.0", "-o", runtime, Self.sources + "/other_runtime.c"]
                + options,
            ["-o", tracer, Self.sources + "/spy.c"] + needs,
            ["-o", library, Self.sources + "/emits_at_end.c"] + needs,
        ] {
            let built = try Finished(["gcc"] + flags + command)
            #expect(built.status == 0, "\(built.errors)")
        }
        return (tracer, library)
    }

    /// Records a program with libraries preloaded: its output, and how often each event is in the
    /// trace.
    private func record(
        _ program: String,
        preloading libraries: [String]
    ) throws -> (output: [String], counts: [String: Int]) {
        let trace = folder.path("trace")
        let recorded = try Finished([
            Tools.plume, "record", "--output", trace, "--", "env",
            "LD_PRELOAD=" + libraries.joined(separator: " "), program,
        ])
        #expect(recorded.status == 0, "\(recorded.errors)")
        let view = try Finished([Tools.plume, "convert", trace])
        let names = view.output.split(separator: "\n").compactMap { line in
            line.firstMatch(of: #/ (\w+:\w+): \{/#).map { String($0.1) }
        }
        return (
            recorded.output.split(separator: "\n").map(String.init),
            Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        )
    }

    @Test("the second tracer sees every event that is described at run time, with its values")
    func described() throws {
        let program = Tools.program("everything")
        let alone = try Finished([program], environment: ["LD_PRELOAD": try build().tracer])
        let events = alone.output.split(separator: "\n").filter { $0.hasPrefix("all:") }
        #expect(
            // The last event is too large for any record, and nobody is told of it.
            events.map { $0.prefix { $0 != " " } }
                == ["all:integers", "all:others", "all:empty", "all:large"].map { $0[...] },
            "\(alone)"
        )
        #expect(
            events.first
                == """
                all:integers { i8 = -1, i16 = -2, i32 = -3, i64 = -4, i128 = -5, u8 = 1, u16 = 2, \
                u32 = 0xBEEF, u64 = 4, u128 = 340282366920938463463374607431768211455 }
                """
        )
        #expect(alone.output.contains(#"point = { x = -9, name = "p" }"#))
    }

    /// What the tracer prints of the program that hits a macro's tracepoint 200 times.
    private static let hits =
        (0..<200).map { "probed:hit { number = \($0), text = \"text\" }" }
        + ["evaluated 200 of 200"]
    /// What it prints of the library.
    private static let ends = (0..<50).map { "end:emitted { number = \($0) }" }

    @Test("the second tracer and a recording see every event of a macro, and those of C")
    func both() throws {
        let (tracer, library) = try build()
        let program = Tools.program("probed")
        let alone = try Finished([program], environment: ["LD_PRELOAD": tracer])
        #expect(alone.output.split(separator: "\n").map(String.init) == Self.hits)
        let (output, counts) = try record(program, preloading: [tracer, library])
        #expect(output == Self.hits + Self.ends)
        #expect(counts == ["probed:hit": 200, "end:emitted": 50])
    }

    /// The faults that the other runtime can have, and how they are named.
    private static let faults = [
        "COPIES_TOO_LITTLE": "a second callback on an event spoils the first",
        "CALLS_NOBODY": "it does not call callbacks",
        "CALLS_WRONGLY": "it calls callbacks with what is not theirs",
        "FORGETS_KEYS": "it calls callbacks for keys that are not theirs",
    ]

    @Test("a runtime that would spoil callbacks is given none of ours", arguments: faults)
    func spoilt(_ fault: String, _ reason: String) throws {
        let (tracer, library) = try build(["-D" + fault])
        let program = Tools.program("probed")
        let isCalled = fault != "CALLS_NOBODY"
        let trace = folder.path("trace")
        let recorded = try Finished([
            Tools.plume, "record", "--strict", "--output", trace, "--", "env",
            "LD_PRELOAD=\(tracer) \(library)", program,
        ])
        #expect(recorded.status == 0, "\(recorded.errors)")
        #expect(
            recorded.output.split(separator: "\n").map(String.init)
                == (isCalled ? Self.hits + Self.ends : [Self.hits[200]])
        )
        let view = try Finished([Tools.plume, "convert", trace])
        #expect(view.output.matches(of: #/ probed:hit: /#).count == 200)
        #expect(!view.output.contains("end:emitted"))
        let said = """
            what comes by way of another project's SIDE runtime, \
            "\(folder.path("libside.so.0"))", is not recorded: \(reason)
            """
        #expect(recorded.errors.components(separatedBy: said).count == 2, "\(recorded.errors)")
    }

    @Test("doctor says what the runtime of a process does wrong", arguments: faults)
    func diagnosed(_ fault: String, _ reason: String) throws {
        let tracer = try build(["-D" + fault]).tracer
        let running = try Running(
            [Tools.program("wrong"), "wait"],
            environment: ["LD_PRELOAD": tracer]
        )
        defer { running.process.terminate() }
        try #require(running.waits(for: "ready"))
        let process = "\(running.process.processIdentifier)"
        let doctor = try Finished([Tools.plume, "doctor", process])
        let said = """
            what comes by way of another project's SIDE runtime, \
            "\(folder.path("libside.so.0"))", cannot be recorded: \(reason)
            """
        #expect(doctor.output.contains(said), "\(doctor.output)\(doctor.errors)")
    }
}
