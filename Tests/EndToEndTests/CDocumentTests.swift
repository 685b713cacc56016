// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What the beginning of docs/c-tracepoints.md tells to do, done.
@Suite("docs/c-tracepoints.md", .enabled(if: Tools.areBuilt))
struct CDocumentTests {
    private let folder = TemporaryFolder()

    @Test("installs libraries and a program that is recorded, and prints what it says")
    func followed() throws {
        let document = try FollowedDocument("c-tracepoints.md")
        let web = folder.path("web")
        #expect(try document.writeFiles("c", into: web).first == "it.c")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("plume"),
            withDestinationPath: FollowedDocument.root
        )
        #expect(try document.runCommands(in: web) == 6)
    }
}
