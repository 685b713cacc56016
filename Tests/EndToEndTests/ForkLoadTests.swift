// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Libraries loaded while another thread forks", .enabled(if: Tools.areBuilt), .serialized)
struct ForkLoadTests {
    @Test("lose none of their first events")
    func load() throws {
        let folder = TemporaryFolder()
        let loader = try CProgram.build("fork_load", in: folder)
        let library = try CProgram.build("late_library", in: folder, options: ["-shared", "-fPIC"])
        let count = 40
        // Each file is a library of its own to the dynamic linker.
        for number in 0..<count {
            let copy = try Finished(["cp", library, "\(library)\(number)"])
            #expect(copy.status == 0)
        }
        let trace = folder.path("trace")
        let record = try Finished(
            [
                Tools.plume, "record", "--output", trace, "--event", "late:*", "--", loader,
                library, "\(count)",
            ],
            environment: ["PLUME_WAIT_MILLISECONDS": "60000"]
        )
        #expect(record.status == 0, "\(record.errors)")
        let view = try Finished([Tools.plume, "view", trace])
        #expect(view.output.split(separator: "\n").count == 10 * count)
    }
}
