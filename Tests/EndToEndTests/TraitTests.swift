// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What a package fetches that depends on Plume (docs/decisions/0043).
@Suite("A package that depends on Plume", .enabled(if: Tools.areBuilt))
struct TraitTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The identities of the packages that one with this dependency resolves, Plume left out.
    private func resolved(traits: String, product: String) throws -> [String] {
        let folder = TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("Sources/app"),
            withIntermediateDirectories: true
        )
        try Data().write(to: URL(fileURLWithPath: folder.path("Sources/app/main.swift")))
        let manifest = """
            // swift-tools-version: 6.2
            import PackageDescription
            let package = Package(
                name: "app",
                dependencies: [.package(name: "plume", path: "\(Self.root)"\(traits))],
                targets: [
                    .executableTarget(
                        name: "app",
                        dependencies: [.product(name: "\(product)", package: "plume")]
                    )
                ]
            )
            """
        try manifest.write(
            toFile: folder.path("Package.swift"),
            atomically: true,
            encoding: .utf8
        )
        let run = try Finished(["swift", "package", "--package-path", folder.path(""), "resolve"])
        try #require(run.status == 0, "\(run.errors)")
        // Where nothing is fetched there is no such file.
        let text = try? String(contentsOfFile: folder.path("Package.resolved"), encoding: .utf8)
        return (text ?? "").matches(of: /"identity" : "([^"]+)"/).map { String($0.output.1) }
    }

    @Test("resolves nothing else when it says that it needs no traits")
    func plain() throws {
        #expect(try resolved(traits: ", traits: []", product: "Plume") == [])
    }

    @Test("resolves nothing of the macros when it says nothing")
    func silent() throws {
        #expect(try resolved(traits: "", product: "Plume") == ["swift-argument-parser"])
    }

    @Test("resolves what the macros need when it asks for them")
    func macros() throws {
        let identities = try resolved(traits: ", traits: [\"Macros\"]", product: "PlumeMacros")
        #expect(identities == ["swift-syntax"])
    }
}
