// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What docs/swift.md tells to do, done.
@Suite("docs/swift.md", .enabled(if: Tools.areBuilt), .serialized)
struct SwiftDocumentTests {
    private let folder = TemporaryFolder()

    @Test("is a package that builds, is recorded, and prints what it says")
    func followed() throws {
        let document = try FollowedDocument("swift.md")
        let shop = folder.path("shop")
        let files = try document.writeFiles("swift", into: shop)
        #expect(
            files == [
                "Package.swift", "Sources/shop/Shop.swift", "Sources/shop/Values.swift",
                "Sources/shop/Serve.swift",
            ]
        )
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("plume"),
            withDestinationPath: FollowedDocument.root
        )
        #expect(try document.runCommands(in: shop) == 7)
        // Nothing was fetched: Plume lies where it is, and needs nobody.
        #expect(!FileManager.default.fileExists(atPath: shop + "/Package.resolved"))
        try useMacros(shop)
    }

    /// Whoever uses macros without having asked for them reads which words to write.
    private func useMacros(_ shop: String) throws {
        let manifest = try String(contentsOfFile: shop + "/Package.swift", encoding: .utf8)
        try manifest.replacing("\"Plume\"", with: "\"PlumeMacros\"").write(
            toFile: shop + "/Package.swift",
            atomically: true,
            encoding: .utf8
        )
        let program = """
            import PlumeMacros
            @Tracepoint("shop", fields: ["id": .role("id")]) func paid(id: Int)
            func pay() {
                #trace(paid(id: 1))
                #event("shop", "once", ["id": 1])
            }
            """
        try program.write(
            toFile: shop + "/Sources/shop/Pay.swift",
            atomically: true,
            encoding: .utf8
        )
        let run = try Finished(["swift", "build", "-c", "release", "--package-path", shop])
        #expect(run.status != 0)
        for name in ["Tracepoint(_:name:level:fields:)", "trace", "event(_:_:level:_:)"] {
            let message =
                "'\(name)' is unavailable: write traits: [\"Macros\"] in your .package(...) of"
                + " plume to use its macros"
            #expect((run.output + run.errors).contains(message), "\(name)")
        }
    }
}
