// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("plume doctor", .enabled(if: Tools.areBuilt))
struct DoctorTests {
    private func verdicts(_ environment: [String: String] = [:]) throws -> [String: String] {
        let doctor = try Finished([Tools.plume, "doctor", "--json"], environment: environment)
        let result = try #require(
            try JSONSerialization.jsonObject(with: Data(doctor.output.utf8)) as? [String: Any]
        )
        let checks = try #require(result["checks"] as? [[String: String]])
        let pairs = checks.map { ($0["subject"] ?? "", $0["verdict"] ?? "") }
        let isBad = pairs.contains { $0.1 == "bad" }
        #expect(doctor.status == (isBad ? 125 : 0))
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test("finds nothing bad where these tests can record")
    func good() throws {
        let verdicts = try verdicts()
        #expect(verdicts.count == 7)
        #expect(!verdicts.values.contains("bad"))
        let text = try Finished([Tools.plume, "doctor"])
        #expect(text.status == 0)
        #expect(text.output.hasPrefix("ok      restartable sequences: "))
    }

    @Test("says what is missing")
    func bad() throws {
        let tunables = ["GLIBC_TUNABLES": "glibc.pthread.rseq=0"]
        #expect(try verdicts(tunables)["restartable sequences"] == "limited")
        #expect(try verdicts(["XDG_RUNTIME_DIR": "/nowhere"])["runtime directory"] == "limited")
        let narrow = try Finished(["prlimit", "--as=20000000", "--", Tools.plume, "doctor"])
        #expect(narrow.status != 0)
    }
}
