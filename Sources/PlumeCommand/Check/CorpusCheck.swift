// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import TraceComponents

/// `plume check --corpus`: tries each case of a corpus and prints a table.
enum CorpusCheck {
    /// Prints how many cases of each category are as expected, and why the others are not.
    static func run(_ corpus: String, exceptions path: String) throws {
        let exceptions = CorpusExceptions(path: path)
        let runner = CorpusRunner(exceptions)
        let cases = CorpusCase.cases(in: corpus)
        guard !cases.isEmpty else {
            throw CommandFailure(.notFound, "there is no corpus in \(corpus)")
        }
        var tables = CorpusTable()
        for subject in cases {
            tables.add(subject, runner.run(subject))
        }
        for line in tables.lines { _ = Terminal.output(Array((line + "\n").utf8)) }
        for rule in exceptions.rules where !cases.contains(where: { rule.covers($0.id) }) {
            Terminal.say("plume: \(path) has a rule for \(rule.cases), and there is no such case")
        }
        guard tables.failures.isEmpty else { throw ExitCode(1) }
    }
}
