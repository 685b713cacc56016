// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The headers for C and C++ programs, as `Tests/Headers/run` compiles them and runs what it made.
@Suite("The headers for C and C++ programs", .serialized)
struct HeaderTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    @Test(
        "layouts, each type, errors of the compiler, notes for debuggers, installation",
        arguments: ["gcc", "clang"],
        ["plain", "memcheck", "sanitized", "shared", "refused", "probes", "linkers", "installed"]
    )
    func headers(compiler: String, way: String) throws {
        let run = try Finished([Self.root + "/Tests/Headers/run", compiler, way])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test(
        "programs with the headers and the runtime itself",
        .enabled(if: Tools.areBuilt),
        arguments: ["gcc", "clang"]
    )
    func runtime(compiler: String) throws {
        let library = Self.root + "/.build/side"
        let run = try Finished([Self.root + "/Tests/Headers/run", compiler, "runtime", library])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test(
        "headers, libraries and files for pkg-config are installed",
        .enabled(if: Tools.areBuilt),
        arguments: ["gcc", "clang"]
    )
    func installation(compiler: String) throws {
        let libraries = Self.root + "/.build/side"
        let run = try Finished([Self.root + "/Tests/Headers/installed", compiler, libraries])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test("the documentation's program compiles and runs", arguments: ["gcc", "clang"])
    func documentation(compiler: String) throws {
        let run = try Finished([Self.root + "/Tests/Headers/run", compiler, "documented"])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
}
