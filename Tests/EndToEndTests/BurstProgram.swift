// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The program `burst` in C and in Swift, which emits a number of events and two more.
enum BurstProgram {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    static let libraries = root + "/.build/side"

    /// The program in a language.
    static func path(_ language: String, in folder: TemporaryFolder) throws -> String {
        language == "Swift" ? Tools.program("burst") : try build("burst", in: folder)
    }

    /// Builds a source of Tests/Side with the headers for tracepoints.
    static func build(_ name: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.path(name)
        let built = try Finished([
            "gcc", "-O2", "-Wall", "-I", root + "/include", "-o", path,
            "\(root)/Tests/Side/\(name).c", "-Wl,--no-as-needed", "-L" + libraries, "-lside",
            "-Wl,-rpath," + libraries,
        ])
        #expect(built.status == 0, "\(built.errors)")
        return path
    }
}
