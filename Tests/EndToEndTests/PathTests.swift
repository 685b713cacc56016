// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Paths are bytes, and need not be UTF-8: LTTng makes such names of those of programs.
@Suite("Paths that are no UTF-8", .enabled(if: Tools.areBuilt), .serialized)
struct PathTests {
    private let folder = TemporaryFolder()

    /// Runs a script beside `folder/good` and `folder/bad` with a byte that is no character, two
    /// traces of an event each.
    private func shell(_ script: String) throws -> Finished {
        try Finished(
            [
                "bash", "-c",
                "cd \"$folder\" && mkdir folder"
                    + " && $plume record -q -o $'folder/bad\\xff' --event all:empty -- $program"
                    + " && $plume record -q -o folder/good --event all:empty -- $program"
                    + " && \(script)",
            ],
            environment: [
                "folder": folder.path(""), "plume": Tools.plume,
                "program": Tools.program("everything"),
            ]
        )
    }

    @Test(
        "every command reads and writes them like others",
        arguments: [
            ("$plume view folder | wc -l", "2\n"),
            ("$plume view $'folder/bad\\xff' | wc -l", "1\n"),
            ("$plume convert folder | wc -l", "2\n"),
            ("$plume convert $'folder/bad\\xff' | wc -l", "1\n"),
            ("$plume check folder | grep -c '1 event record$\\|1 event record,'", "2\n"),
            ("$plume check $'folder/bad\\xff' | head -1", "folder/bad\\xff\n"),
            ("$plume convert -w $'text\\xff' folder && wc -l < $'text\\xff'", "2\n"),
            (
                "$plume convert -o ctf -w $'copy\\xff' folder | LC_ALL=C grep -ac $'`copy\\xff/'"
                    + " && $plume view $'copy\\xff' | wc -l",
                "2\n2\n"
            ),
            (
                "$plume recover $'folder/bad\\xff' -o $'new\\xff' > said"
                    + " && $plume view $'new\\xff' | wc -l",
                "1\n"
            ),
            (
                "mkdir $'x\\xff' && $plume record -q -o $'x\\xff/t' -- $program"
                    + " && $plume view $'x\\xff' 2> said | wc -l",
                "4\n"
            ),
            ("$plume record -q --json=$'j\\xff' -o t -- $program && wc -l < $'j\\xff'", "1\n"),
        ]
    )
    func paths(script: String, output: String) throws {
        let finished = try shell(script)
        #expect(finished.output == output, "\(finished.errors)")
    }
}
