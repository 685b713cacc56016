// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TraceComponents

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

    @Test("Each exception is a case")
    func exceptions() {
        let known = Set(Conformance.cases.map(\.id))
        #expect(Conformance.exceptions.reasons.keys.filter { !known.contains($0) } == [])
    }
}
