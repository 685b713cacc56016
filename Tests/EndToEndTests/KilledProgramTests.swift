// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Whether the kernel tells others than the parent how a process ended: from 6.15 on.
private var isTold: Bool {
    let version = ProcessInfo.processInfo.operatingSystemVersion
    return (version.majorVersion, version.minorVersion) >= (6, 15)
}

/// Programs that a recording did not start itself and that a signal ends are named by it.
@Suite("A recorded program that a signal ends", .enabled(if: Tools.areBuilt && isTold))
struct KilledProgramTests {
    private let folder = TemporaryFolder()

    /// Two programs that live until they are killed, and one that ends by itself.
    private let script = """
        first=$(mktemp -p "$0") second=$(mktemp -p "$0")
        # Swift's own handler would end the program in another way.
        export SWIFT_BACKTRACE=enable=no
        "$1" wait >"$first" & one=$!
        "$1" wait >"$second" & two=$!
        until grep -q ready "$first" && grep -q ready "$second"; do sleep 0.01; done
        kill -SEGV $one; wait $one
        kill -KILL $two; wait $two
        "$2" >/dev/null
        echo $one $two
        """

    @Test("is named with its signal, where another program started it; who ends otherwise is not")
    func children() throws {
        let recorded = try Finished([
            Tools.plume, "record", "--json=\(folder.path("json"))", "--output",
            folder.path("trace"), "--", "sh", "-c", script, folder.path(""),
            Tools.program("wrong"), Tools.program("everything"),
        ])
        #expect(recorded.status == 0, "\(recorded.errors)")
        let ids = recorded.output.split(separator: "\n").last?.split(separator: " ") ?? []
        try #require(ids.count == 2)
        let named = recorded.errors.split(separator: "\n").filter { $0.hasPrefix("Killed: ") }
        #expect(
            named == [
                "Killed: wrong (\(ids[0])) was ended by signal 11 (SIGSEGV)",
                "Killed: wrong (\(ids[1])) was ended by signal 9 (SIGKILL)",
            ],
            "\(recorded.errors)"
        )
        let json = try String(contentsOfFile: folder.path("json"), encoding: .utf8)
        let entry = #""killed":[{"name":"wrong","process":\#(ids[0]),"signal":11},"#
        #expect(json.contains(entry), "\(json)")
    }
}
