// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// C and C++ programs with the headers of `include/plume`, from the file to the trace.
@Suite("C and C++ programs", .enabled(if: Tools.areBuilt), .serialized)
struct CProgramTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let libraries = root + "/.build/side"

    private let folder = TemporaryFolder()

    /// Runs a script in the test's folder.
    ///
    /// `$plume` is the tool, `$flags` are those of pkg-config
    /// without libraries, `$side` is the folder of the libraries.
    private func shell(_ script: String, tool: String = Tools.plume) throws -> Finished {
        try Finished(
            ["bash", "-c", "cd \"$folder\" && \(script)"],
            environment: [
                "folder": folder.path(""), "plume": tool, "flags": "-I\(Self.root)/include",
                "side": Self.libraries, "headers": Self.root + "/Tests/Headers",
                "PLUME_WAIT_MILLISECONDS": "60000",
            ]
        )
    }

    /// Writes the first program of docs/c-tracepoints.md to it.c.
    private func writeDocumented() throws {
        let document = try String(
            contentsOfFile: Self.root + "/docs/c-tracepoints.md",
            encoding: .utf8
        )
        let begin = try #require(document.range(of: "```c\n"))
        let rest = document[begin.upperBound...]
        let end = try #require(rest.range(of: "```\n"))
        try rest[..<end.lowerBound].write(
            toFile: folder.path("it.c"),
            atomically: true,
            encoding: .utf8
        )
    }

    /// Ways to link: as the document says, with a library that linkers drop, as pkg-config says.
    private static let links = [
        "", "-Wl,--as-needed -L$side -lside -Wl,-rpath,$side",
        "-L$side -Wl,--push-state,--no-as-needed -lside -Wl,--pop-state -Wl,-rpath,$side",
    ]

    @Test(
        "the first program of the document is recorded as it is built there",
        arguments: ["gcc", "clang", "g++ -x c++ -std=c++17", "gcc -no-pie", "gcc -fno-pie -no-pie"]
    )
    func documented(compiler: String) throws {
        // Linkers settle in code that is not position-independent that there is no library.
        let links = compiler.contains("-fno-pie") ? Self.links.suffix(1) : Self.links[...]
        for link in links { try record(compiler, link) }
    }

    private func record(_ compiler: String, _ link: String) throws {
        try writeDocumented()
        let run = try shell(
            """
            rm -rf trace && \(compiler) $flags it.c -o it -x none \(link) && \
            $plume record --output trace -- ./it && $plume view trace
            """
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("Recorded 1 event from 1 process"), "\(run.errors)")
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(run.output.contains(" web:request_done: "))
        #expect(run.output.contains(#"id = 42, method = ( "POST" : container = 1 )"#))
    }

    @Test("events of a library are recorded, and what the user has preloaded stays")
    func library() throws {
        let run = try shell(
            #"""
            mkdir -p own && gcc $flags -shared -fPIC "$headers/shared.c" -o own/libshared.so && \
            printf '%s\n' '#include <stdio.h>' '#include <stdlib.h>' '#include <stdint.h>' \
                'void emit_from_c(uint64_t *key);' 'void hello(void);' \
                'int main(void) { uint64_t key = 9; emit_from_c(&key); puts(getenv("LD_PRELOAD")); return 0; }' \
                >main.c && \
            gcc main.c -o main -Lown -lshared -Wl,-rpath,'$ORIGIN/own' && \
            printf 'int nothing;\n' >nothing.c && gcc -shared -fPIC nothing.c -o nothing.so && \
            LD_PRELOAD=$PWD/nothing.so $plume record --output trace -- ./main && $plume view trace
            """#
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("Recorded 4 events"), "\(run.errors)")
        let preloaded = run.output.split(separator: "\n").first ?? ""
        #expect(preloaded.contains("/libside.so.0:"))
        #expect(preloaded.hasSuffix("/nothing.so"))
        #expect(run.output.contains("shared:exported_variadic"))
    }

    @Test("programs without events keep their environment; a plume without the library says so")
    func missing() throws {
        let plain = try shell(
            #"$plume record --output trace -- sh -c 'echo "<$LD_PRELOAD>"'"#
        )
        #expect(plain.output == "<>\n")
        #expect(!plain.errors.contains("has events for the SIDE ABI"))
        try writeDocumented()
        let alone = try shell(
            #"""
            mkdir -p bin && cp "$(readlink -f "$plume")" bin/plume && gcc $flags it.c -o it && \
            bin/plume record --output alone -- ./it
            """#
        )
        // No program with Plume was there.
        #expect(alone.status == 120, "\(alone.errors)")
        for text in [
            "./it has events for the SIDE ABI", "libside.so.0", "libplume-tracer.so.0",
            "Libraries/install", "Nothing was recorded",
        ] {
            #expect(alone.errors.contains(text), "\(alone.errors)")
        }
    }

    @Test("events are listed without running the program", arguments: ["gcc", "clang"])
    func list(compiler: String) throws {
        try writeDocumented()
        let cplusplus = compiler == "gcc" ? "g++" : "clang++"
        let expected =
            "web:request_done (info) id: UInt64, method: { GET | POST }, path: String,"
            + " length: UInt32, peer: { address: UInt32, port: UInt16 }, user: String?,"
            + " chunks: [UInt32]\n"
        for build in [
            "\(compiler) $flags it.c -o it", "\(compiler) -fno-pie -no-pie $flags it.c -o it",
            "\(cplusplus) -x c++ -std=c++17 $flags it.c -o it", "\(compiler) $flags it.c -o it -s",
            "\(compiler) $flags -fuse-ld=lld -Wl,-z,pack-relative-relocs it.c -o it",
            "\(compiler) -c $flags it.c -o it.o && ar rcs it.a it.o && \(compiler) it.a -o it",
        ] {
            let run = try shell("\(build) && $plume list --static it && $plume list it")
            #expect(run.status == 0, "\(build): \(run.errors)")
            #expect(run.output == expected + expected, "\(build)")
        }
        let json = try shell("$plume list --static --json it")
        #expect(json.output.contains(#""provider":"web","name":"request_done","level":"info""#))
        let shared = try shell(
            """
            \(compiler) $flags -shared -fPIC "$headers/shared.c" -o 4711 && \
            $plume list --static 4711
            """
        )
        #expect(
            shared.output == """
                shared:exported (info) place: UInt32
                shared:exported_variadic (info) place: UInt32, variadic: Any
                shared:hidden (info) place: UInt32, text: String
                shared:own (info) place: UInt32

                """
        )
    }

    @Test("every type that is listed is as the running program tells it")
    func everyType() throws {
        let run = try shell(
            #"$CC $flags "$headers/every-type.c" -o every && $plume list --static every"#
                .replacingOccurrences(of: "$CC", with: "gcc")
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.split(separator: "\n").count == 10)
        #expect(!run.errors.contains("plume:"), "\(run.errors)")
    }

    @Test("tracepoints of Swift's macros are listed from the file")
    func swift() throws {
        let tests = try #require(
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        )
        let list = try Finished([Tools.plume, "list", "--static", tests])
        // The tests of the macros are in the same file.
        #expect(list.status == 0, "\(list.errors)")
        #expect(
            list.output.contains("macro-fixtures:accepted (notice) port: UInt16"),
            "\(list.output)"
        )
    }
}
