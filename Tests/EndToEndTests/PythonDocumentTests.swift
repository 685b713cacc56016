// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What docs/python.md tells to do, done.
@Suite("docs/python.md", .enabled(if: Tools.areBuilt))
struct PythonDocumentTests {
    private let folder = TemporaryFolder()

    @Test("is a program that is recorded, and prints what it says")
    func followed() throws {
        let document = try FollowedDocument("python.md")
        let shop = folder.path("shop")
        #expect(try document.writeFiles("python", into: shop) == ["shop.py"])
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("plume"),
            withDestinationPath: FollowedDocument.root
        )
        let environment = ["PYTHONDONTWRITEBYTECODE": "1"]
        let count = try document.runCommands(in: shop, environment: environment)
        #expect(count == 4)
    }
}
