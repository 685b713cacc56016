// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The version stands in `PlumeTool.swift`; everything else takes it from there.
@Suite("The version", .enabled(if: Tools.areBuilt))
struct VersionTests {
    private static let root = FollowedDocument.root
    private let folder = TemporaryFolder()

    private static func text(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    @Test("is the same of tool, pkg-config, Python package and changelog")
    func same() throws {
        let tool = try Self.text("Sources/PlumeCommand/PlumeTool.swift")
        let version = String(
            try #require(tool.firstMatch(of: #/static let version = "([^"]+)"/#)).output.1
        )
        let said = try Finished([Tools.plume, "--version"])
        #expect(said.output.split(separator: "\n").first.map(String.init) == version)

        let installed = try Finished([
            Self.root + "/Libraries/headers/install", "--prefix", folder.path("usr"),
        ])
        #expect(installed.status == 0, "\(installed.errors)")
        let packages = try String(
            contentsOfFile: folder.path("usr/lib/pkgconfig/plume-tracepoint.pc"),
            encoding: .utf8
        )
        #expect(packages.contains("\nVersion: \(version)\n"))

        // Debian's Python has no setuptools; what is handed to it is all that matters.
        let program = """
            import runpy, sys, types
            sys.modules["setuptools"] = types.SimpleNamespace(setup=lambda version: print(version))
            runpy.run_path("\(Self.root)/Python/setup.py")
            """
        let python = try Finished(["python3", "-c", program])
        #expect(python.output == version + "\n", "\(python.errors)")
        #expect(try Self.text("Python/pyproject.toml").contains("dynamic = [\"version\"]"))

        let headings = try Self.text("CHANGELOG.md").split(separator: "\n").filter {
            $0.hasPrefix("## ")
        }
        #expect(headings.first?.hasPrefix("## \(version)") == true)
    }
}
