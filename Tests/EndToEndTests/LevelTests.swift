// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Log levels are spelled in one way, wherever a program or a person writes one.
@Suite("Log levels", .enabled(if: Tools.areBuilt))
struct LevelTests {
    private static let names = [
        "emergency", "alert", "critical", "error", "warning", "notice", "info", "debug",
    ]

    private static func text(_ path: String) throws -> String {
        try String(contentsOfFile: FollowedDocument.root + "/" + path, encoding: .utf8)
    }

    @Test("have the same names in Swift, C and Python")
    func programs() throws {
        let places = [
            (try Self.text("Sources/SideDescription/LogLevel.swift"), "case ", false),
            (try Self.text("include/plume/tracepoint.h"), "    PLUME_", true),
            (try Self.text("include/plume/events.h"), "    PLUME_EVENTS_", true),
            (try Self.text("Python/plume_tracing/_library.py"), "    ", true),
        ]
        for (text, prefix, isUpper) in places {
            for (number, name) in Self.names.enumerated() {
                let word = prefix + (isUpper ? name.uppercased() : name) + " = "
                #expect(text.contains(word), "\(word)\(number)")
            }
        }
    }

    @Test("have these names on the command line and in lists", arguments: names)
    func commandLine(name: String) throws {
        let folder = TemporaryFolder()
        let record = try Finished([
            Tools.plume, "record", "--json", "--log-level", name, "--output",
            folder.path("trace"), "--", Tools.program("shop"),
        ])
        #expect(record.status == 0, "\(record.errors)")
        // The one event that the program emits and that can be recorded at a level of its own.
        let isWanted = ["notice", "info", "debug"].contains(name)
        let said = "{\"name\":\"shop:order_done\",\"count\":2}"
        #expect(record.output.contains(said) == isWanted, "\(record.output)")
    }
}
