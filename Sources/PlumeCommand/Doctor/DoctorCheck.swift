// SPDX-License-Identifier: Apache-2.0

/// One thing that recording needs or is better with, and how it stands with it on this machine.
struct DoctorCheck {
    /// How it stands.
    enum Verdict: String {
        /// As it should be.
        case good
        /// Recording works, but less well.
        case limited
        /// Nothing can be recorded.
        case bad
    }

    /// What was looked at.
    let subject: String
    let verdict: Verdict
    /// What was found.
    let finding: String
    /// What can be done about it; nil where nothing needs to be.
    let remedy: String?

    init(_ subject: String, _ verdict: Verdict, _ finding: String, remedy: String? = nil) {
        self.subject = subject
        self.verdict = verdict
        self.finding = finding
        self.remedy = remedy
    }

    /// The check for a person.
    var lines: [String] {
        let mark =
            switch verdict {
            case .good: "ok      "
            case .limited: "limited "
            case .bad: "missing "
            }
        let first = "\(mark)\(subject): \(finding)"
        return remedy.map { [first, "        \($0)"] } ?? [first]
    }

    /// The check for a program.
    var json: JSONValue {
        .object([
            "subject": .string(subject), "verdict": .string(verdict.rawValue),
            "finding": .string(finding), "remedy": .string(remedy ?? ""),
        ])
    }
}
