// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import CTFReader
import Foundation
import Testing
import TraceModel

/// The cases of the conformance corpus that have a list of elements.
private enum ElementCases {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../../shared/corpus")
        .standardizedFileURL

    /// The folders; none when there is no corpus.
    static let all: [String] = {
        let paths = try? FileManager.default.subpathsOfDirectory(atPath: root.path)
        return (paths ?? []).filter { $0.hasSuffix("/expect-elements.txt") }
            .map { String($0.dropLast("/expect-elements.txt".count)) }.sorted()
    }()
}

@Suite("Elements of the corpus", .enabled(if: !ElementCases.all.isEmpty))
struct CorpusElementTests {
    /// The cases whose list ends where the other reader's integers do, which have up to 64 bits.
    private static let limits: Set<String> = [
        "yactfr-iter-ctf2/fail-vl-sint-oversized-gt-10-bytes",
        "yactfr-iter-ctf2/fail-vl-sint-oversized-gt-64-bits",
    ]

    @Test("Each element is the expected one at its place", arguments: ElementCases.all)
    func elements(path: String) throws {
        let folder = ElementCases.root.appending(path: path)
        let text = try String(
            contentsOf: folder.appending(path: "expect-elements.txt"),
            encoding: .utf8
        )
        var expected = text.split(separator: "\n").map(String.init)
        let trace = folder.appending(path: "trace")
        let metadata = try MetadataParser.parse(
            [UInt8](Data(contentsOf: trace.appending(path: "metadata")))
        )
        let bytes = [UInt8](try Data(contentsOf: trace.appending(path: "stream")))
        var lines: [String] = []
        var lister = ElementLister(metadata, bytes) { lines.append($0.line) }
        var stop: ElementStop?
        do throws(ElementStop) { try lister.list() } catch { stop = error }
        if Self.limits.contains(path) {
            expected.removeLast()
            let difference = zip(lines, expected).first { $0 != $1 }
            #expect(difference == nil)
            #expect(lines.count >= expected.count)
            return
        }
        if path.split(separator: "/").last?.hasPrefix("fail-") == true {
            let place = expected.removeLast().split(separator: " ").first.flatMap { UInt64($0) }
            #expect(stop?.offsetBits == place, "\(String(describing: stop))")
        } else {
            #expect(stop == nil)
        }
        let difference = zip(lines, expected).first { $0 != $1 }
        #expect(difference == nil)
        #expect(lines.count == expected.count, "\(lines.suffix(3)) \(expected.suffix(3))")
    }
}
