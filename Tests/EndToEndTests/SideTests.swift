// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// C and C++ programs against `libside.so.0`, as `Tests/Side/run` builds and runs them.
@Suite("The SIDE runtime in C and C++ programs", .enabled(if: Tools.areBuilt), .serialized)
struct SideTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let library = root + "/.build/side"

    @Test(
        "each function, stress, fork, loading and unloading",
        arguments: ["gcc", "clang"],
        ["plain", "fallback", "memcheck", "thread"]
    )
    func programs(compiler: String, way: String) throws {
        let run = try Finished([
            Self.root + "/Tests/Side/run", compiler, way, Self.library,
            way == "plain" ? "5" : "2",
        ])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test("Python programs under a tracer of SIDE events")
    func python() throws {
        let run = try Finished([Self.root + "/Python/test", Self.library])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test("a Swift program with the runtime inside and a C library that brings another have one")
    func twoRuntimes() throws {
        let folder = TemporaryFolder()
        let library = folder.path("library.so")
        let compiler = try Finished([
            "gcc", "-O2", "-shared", "-fPIC", "-o", library, Self.root + "/Tests/Side/library.c",
            "-L" + Self.library, "-lside", "-Wl,-rpath," + Self.library,
        ])
        #expect(compiler.status == 0, "\(compiler.errors)")
        let run = try Finished([Tools.program("two-runtimes"), library])
        #expect(run.output == "one runtime\n", "\(run.errors)")
        #expect(run.status == 0)
    }

    @Test("the library needs the C library alone, is small and exports the ABI alone")
    func library() throws {
        let file = Self.library + "/libside.so.0"
        let folder = TemporaryFolder()
        let stripped = folder.path("libside.so.0")
        #expect(try Finished(["strip", "-o", stripped, file]).status == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: stripped)
        #expect((attributes[.size] as? Int ?? .max) <= 64 << 10)
        let dynamic = try Finished(["readelf", "-d", stripped]).output
        let needed = dynamic.matches(of: /\(NEEDED\).*\[(.*)\]/).map { String($0.1) }
        #expect(needed == ["libc.so.6"])
        #expect(dynamic.contains("soname: [libside.so.0]"))
        let symbols = try Finished(["nm", "-D", "--defined-only", stripped]).output
        let names = symbols.split(separator: "\n").compactMap { $0.split(separator: " ").last }
        #expect(names.count == 23)
        #expect(names.allSatisfy { $0.hasPrefix("side_") })
    }
}
