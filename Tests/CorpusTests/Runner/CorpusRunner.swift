// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import CTFReader
internal import SystemCalls
import TraceInspection
public import TraceModel

/// Makes texts that cases of a corpus expect.
public protocol CorpusTextMaker: Sendable {
    /// The text that a file of a case holds; nil when this maker knows nothing of such files.
    func text(_ subject: CorpusCase, _ file: String) throws(CTFError) -> [UInt8]?
}

/// Tries a reader on each case of a corpus.
public struct CorpusRunner: Sendable {
    /// What came of a case.
    public enum Outcome: Hashable, Sendable {
        /// Everything is as the case expects.
        case passed
        /// Something is not as the case expects.
        case failed(String)
        /// The reader decides otherwise on purpose.
        case excepted(String)
    }

    private let exceptions: CorpusExceptions
    private let makers: [any CorpusTextMaker]

    /// Makes a runner.
    ///
    /// - Parameters:
    ///   - exceptions: the cases where the reader decides otherwise.
    ///   - makers: make the texts that cases expect; the first one that can make a text is asked.
    public init(
        _ exceptions: CorpusExceptions,
        makers: [any CorpusTextMaker] = [RecordedPrettyTexts()]
    ) {
        self.exceptions = exceptions
        self.makers = makers
    }

    /// The verdict on a case.
    public func run(_ subject: CorpusCase) -> Outcome {
        let problem = problem(subject)
        guard let reason = exceptions.reason(for: subject.id) else {
            return problem.map { .failed($0) } ?? .passed
        }
        // A rule's names may cover cases that it does not apply to.
        return problem == nil && !isOpen(subject) ? .passed : .excepted(reason)
    }

    private func isOpen(_ subject: CorpusCase) -> Bool {
        subject.lines("expect.txt").first?.hasPrefix("READER-DEPENDENT") == true
    }

    /// What is not as the case expects; nil when all is.
    private func problem(_ subject: CorpusCase) -> String? {
        if let problem = verdictProblem(subject) { return problem }
        if let problem = Self.elementProblem(subject) { return problem }
        for file in subject.files("expect") + subject.files("babeltrace2-pretty") {
            guard let problem = textProblem(subject, file) else { continue }
            return file + ": " + problem
        }
        return nil
    }

    private func verdictProblem(_ subject: CorpusCase) -> String? {
        let verdict = subject.lines("expect.txt").first ?? ""
        switch verdict {
        case "PASS metadata", "FAIL metadata":
            let path = subject.path + "/trace/metadata"
            let bytes = subject.bytes("trace/metadata") ?? []
            var refusal: String?
            do throws(CTFError) {
                // Of metadata whose packets are described, only these matter.
                if subject.lines("expect.txt").count > 1 && verdict == "PASS metadata" {
                    _ = try MetadataText(bytes)
                } else {
                    _ = try MetadataParser.parse(bytes, path: path)
                }
            } catch {
                refusal = error.problem
            }
            if verdict == "FAIL metadata" {
                return refusal == nil ? "the metadata is accepted" : nil
            }
            return refusal.map { "the metadata is refused: " + $0 }
        case "PASS", "FAIL data":
            let problems = Self.reports(subject).flatMap(\.allProblems)
            if let unreadable = problems.first(where: { $0.severity == .unreadable }) {
                return "the trace is refused: " + unreadable.line
            }
            let damage = problems.first { $0.severity == .damage }
            if verdict == "FAIL data" { return damage == nil ? "the data is accepted" : nil }
            return damage.map { "the data is refused: " + $0.line }
        case "READER-DEPENDENT":
            return exceptions.reason(for: subject.id) == nil ? "the choice is not documented" : nil
        default: return nil
        }
    }

    /// Reads all traces of a case; those with the same UUID are one.
    private static func reports(_ subject: CorpusCase) -> [CheckReport] {
        let path = subject.path + "/trace"
        let folders: [String]
        do throws(CTFError) {
            folders = try TraceFinder.folders(at: path)
        } catch {
            return [CheckReport(unreadable: path, error)]
        }
        var groups: [(uuid: MetadataUUID?, folders: [String])] = []
        for folder in folders {
            let uuid = (try? CTFTrace.metadata(of: folder))?.uuid
            if let uuid, let group = groups.firstIndex(where: { $0.uuid == uuid }) {
                groups[group].folders.append(folder)
            } else {
                groups.append((uuid, [folder]))
            }
        }
        return groups.map { TraceCheck.check($0.folders) }
    }

    private func textProblem(_ subject: CorpusCase, _ file: String) -> String? {
        for maker in makers {
            do throws(CTFError) {
                guard let made = try maker.text(subject, file) else { continue }
                return TextDifference.between(made, subject.bytes(file) ?? [])
            } catch {
                return error.description
            }
        }
        return nil
    }
}
