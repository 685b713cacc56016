// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The cases of the conformance corpus, which is there only on some machines.
private enum Conformance {
    static let package = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../..")
        .standardizedFileURL

    static let exceptions = CorpusExceptions(
        path: package.appending(path: "docs/corpus-exceptions.md").path
    )

    static let cases = CorpusCase.cases(
        in: package.appending(path: "../shared/corpus").standardizedFileURL.path
    )

    static let categories = Set(cases.map(\.category)).sorted()
}

@Suite("Conformance corpus", .enabled(if: !Conformance.cases.isEmpty))
struct ConformanceTests {
    @Test("Each case is as expected, or a documented exception", arguments: Conformance.categories)
    func category(name: String) {
        let runner = CorpusRunner(Conformance.exceptions)
        for subject in Conformance.cases where subject.category == name {
            if case .failed(let reason) = runner.run(subject) {
                Issue.record("\(subject.id): \(reason)")
            }
        }
    }

    @Test("Each rule decides some case")
    func exceptions() {
        let runner = CorpusRunner(Conformance.exceptions)
        for rule in Conformance.exceptions.rules {
            let isUsed = Conformance.cases.contains { subject in
                guard rule.covers(subject.id) else { return false }
                return runner.run(subject) == .excepted(rule.reason)
            }
            #expect(isUsed, "\(rule.cases)")
        }
    }
}

@Suite("Rules of exceptions")
struct ExceptionTests {
    @Test(
        "cover names with whatever their stars stand for",
        arguments: [
            ("a/b", "a/b", true), ("a/b", "a/bc", false), ("a/*", "a/", true), ("*", "", true),
            ("a/fail-*-x", "a/fail-b-x", true), ("a/fail-*-x", "a/fail-x", false),
            ("a*b*c", "a-b-b-cc", true), ("a*b*c", "a-b-b-cd", false), ("**", "x", true),
        ]
    )
    func stars(pattern: String, name: String, isCovered: Bool) {
        let exceptions = CorpusExceptions(document: "| `\(pattern)` | refused | reason |")
        #expect(exceptions.reason(for: name) == (isCovered ? "reason" : nil))
    }
}
