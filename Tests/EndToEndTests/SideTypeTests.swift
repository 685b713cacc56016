// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// C programs with `libside.so.0`, recorded by `plume record` without any option, and Swift
/// programs as other tracers of the SIDE ABI see them.
@Suite("Programs of the SIDE ABI", .enabled(if: Tools.areBuilt), .serialized)
struct SideTypeTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let libraries = root + "/.build/side"

    private let folder = TemporaryFolder()

    /// Builds a source of Tests/Side.
    private func build(
        _ name: String,
        with compiler: String = "gcc",
        library isLibrary: Bool = false
    ) throws -> String {
        let path = folder.path(isLibrary ? "\(name).so" : name)
        let shared = isLibrary ? ["-shared", "-fPIC"] : []
        let built = try Finished(
            [compiler, "-O2", "-g", "-Wall", "-Wextra", "-Werror"] + shared + [
                "-o", path, "\(Self.root)/Tests/Side/\(name).c", "-L" + Self.libraries, "-lside",
                "-ldl", "-Wl,-rpath," + Self.libraries,
            ]
        )
        #expect(built.status == 0, "\(built.errors)")
        return path
    }

    private func record(
        _ program: [String],
        options: [String] = [],
        environment: [String: String] = [:]
    ) throws -> (trace: String, result: Finished) {
        let trace = folder.path("trace-\(UInt32.random(in: 0 ... .max))")
        let result = try Finished(
            [Tools.plume, "record", "--output", trace] + options + ["--"] + program,
            // However busy the machine is, orders are waited for.
            environment: ["PLUME_WAIT_MILLISECONDS": "60000"].merging(environment) { $1 }
        )
        #expect(result.status == 0, "\(result.errors)")
        return (trace, result)
    }

    /// The events of a trace: the name without its provider, and the fields as text.
    private func events(
        _ trace: String,
        viewer: [String] = [Tools.plume, "convert"]
    ) throws
        -> [String]
    {
        let view = try Finished(viewer + [trace])
        #expect(view.status == 0, "\(view.errors)")
        return view.output.split(separator: "\n").compactMap { line in
            line.firstMatch(of: #/ \w+:(\w+): \{[^}]*\}, \{[^}]*\}, (.*)$/#)
                .map { "\($0.1) \($0.2)" }
        }
    }

    private var expected: [String] {
        get throws {
            try String(contentsOfFile: Self.root + "/Tests/Side/every_type.txt", encoding: .utf8)
                .split(separator: "\n").map(String.init)
        }
    }

    @Test("every type is recorded, field by field", arguments: ["gcc", "clang"])
    func everyType(compiler: String) throws {
        let program = try build("every_type", with: compiler)
        let (trace, _) = try record([program])
        #expect(try events(trace) == expected)
        let check = try Finished([Tools.plume, "check", trace])
        #expect(check.status == 0, "\(check.output)\(check.errors)")
    }

    @Test("arguments that do not fit the description are counted, and nothing else is harmed")
    func malformed() throws {
        let (trace, result) = try record([try build("every_type"), "wrong"])
        #expect(try events(trace) == expected)
        #expect(result.errors.contains("Discarded: 94 events, malformed: "), "\(result.errors)")
    }

    @Test("CTF 1.8 has every type too, and Babeltrace reads it")
    func legacy() throws {
        let (trace, _) = try record(
            [try build("every_type")],
            options: ["--trace-format", "ctf-1.8"]
        )
        let read = try events(trace, viewer: ["babeltrace2"])
        let all = try expected
        #expect(read.count == all.count)
        // What both formats print alike is most of it.
        #expect(Set(read).intersection(all).count >= 65)
    }

    @Test("the tracer and the program leave no trace in valgrind")
    func valgrind() throws {
        let program = try build("every_type")
        let suppressions = "--suppressions=\(Self.root)/Tests/Side/valgrind.supp"
        let (trace, result) = try record(
            ["valgrind", "-q", "--smc-check=all", "--error-exitcode=9", suppressions, program]
        )
        #expect(try events(trace) == expected, "\(result.errors)")
    }

    @Test("filters look behind fields of every shape")
    func filters() throws {
        let program = try build("every_type")
        let (trace, _) = try record(
            [program],
            options: ["--event", "types:*", "--filter", "value == \"gr\u{FC}n\u{1F600}\""]
        )
        let wide = ["utf16", "utf16_be", "utf32_be", "utf32"]
        #expect(try events(trace).map { $0.split(separator: " ")[0] } == wide.map { $0[...] })
    }

    @Test("events of libraries that come and go are recorded from the first on, also after fork")
    func late() throws {
        let program = try build("late")
        let library = try build("late_library", library: true)
        let (trace, result) = try record([program, library, "5"])
        #expect(result.errors.contains("Recorded 130 events"), "\(result.errors)")
        let numbers = try events(trace).map { $0.split(separator: " ")[4] }
        for number in 0..<10 { #expect(numbers.count { $0 == "\(number)" } == 13) }
    }

    @Test("programs in Python, C and Swift are on one timeline")
    func timeline() throws {
        let programs = [try build("every_type"), Tools.program("everything")]
        let script = Self.root + "/Tests/Side/timeline.py"
        let (trace, _) = try record(
            ["python3", script] + programs,
            environment: [
                "PYTHONPATH": Self.root + "/Python", "PYTHONDONTWRITEBYTECODE": "1",
                "PLUME_EVENTS_LIBRARY": Self.libraries + "/libplume-events.so.0",
            ]
        )
        let view = try Finished([Tools.plume, "convert", trace]).output
        let names = view.split(separator: "\n").compactMap { line in
            line.firstMatch(of: #/ (\w+:\w+): \{/#).map { String($0.1) }
        }
        let python = ["python:span_begin", "logging:info", "python:span_end"]
        let counts = names.split { $0.hasPrefix("types:") || $0.hasPrefix("all:") }
        #expect(counts.map(Array.init) == [python, python])
        #expect(names.count { $0.hasPrefix("types:") } == 95)
        #expect(names.suffix(4).allSatisfy { $0.hasPrefix("all:") })
        #expect(view.contains("message = \"next is C\""))
    }

    /// What a trace says beyond what the program passed: lengths, selectors, presence.
    private func passed(_ event: String) -> String {
        event.replacing(
            #/_[a-z]+_(length|present|selector) = (\( "[^"]*" : container = \d+ \)|[^,]*), /#,
            with: ""
        )
    }

    @Test(
        "another tracer in the process is told the same",
        arguments: ["every_type", "everything"]
    )
    func otherTracer(name: String) throws {
        let spy = try build("spy", library: true)
        let program = name == "everything" ? Tools.program(name) : try build(name)
        let (trace, result) = try record([program], environment: ["LD_PRELOAD": spy])
        let seen = result.output.split(separator: "\n").compactMap { line in
            line.wholeMatch(of: #/(?:types|all):(.*)/#).map { String($0.1) }
        }
        let recorded = try events(trace).map(passed)
        // The other prints texts as they are.
        let isPlain = { (event: String) in !event.hasPrefix("others") && !event.contains("\\") }
        #expect(seen.filter(isPlain) == recorded.filter(isPlain))
        #expect(seen.count >= 4)
        // And without a recording.
        let alone = try Finished([program], environment: ["LD_PRELOAD": spy])
        #expect(alone.output == result.output)
    }
}
