// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

extension CorpusRunner {
    /// How the elements of a case's data stream differ from its list; nil when they do not, or when
    /// it has no list.
    static func elementProblem(_ subject: CorpusCase) -> String? {
        var expected = subject.lines("expect-elements.txt")
        guard !expected.isEmpty else { return nil }
        let found: (lines: [String], stop: ElementStop?)
        do throws(CTFError) {
            found = try elements(subject)
        } catch {
            return error.description
        }
        let isFailure = subject.lines("expect.txt").first?.hasPrefix("FAIL") == true
        if isFailure, let last = expected.popLast() {
            let offset = last.split(separator: " ").first.flatMap { UInt64($0) }
            guard let stop = found.stop else { return "no error is found" }
            guard stop.offsetBits == offset else {
                return "the error is found at bit \(stop.offsetBits): \(stop.problem)"
            }
        } else if let stop = found.stop {
            return "bit \(stop.offsetBits): \(stop.problem)"
        }
        for (number, line) in expected.enumerated() {
            guard number < found.lines.count else { return "element \(number) is missing" }
            guard found.lines[number] == line else {
                return "element \(number) is \"\(found.lines[number])\", not \"\(line)\""
            }
        }
        return found.lines.count > expected.count ? "there are too many elements" : nil
    }

    private static func elements(
        _ subject: CorpusCase
    ) throws(CTFError) -> (lines: [String], stop: ElementStop?) {
        let folder = subject.path + "/trace"
        let metadata = try CTFTrace.metadata(of: folder)
        var lines: [String] = []
        var lister = ElementLister(metadata, subject.bytes("trace/stream") ?? []) {
            lines.append($0.line)
        }
        do throws(ElementStop) {
            try lister.list()
        } catch {
            return (lines, error)
        }
        return (lines, nil)
    }
}
