// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import CTFReader
import Foundation
import Testing
import TraceInspection
import TraceModel

@Suite("Own corpus")
struct OwnCorpusTests {
    @Test("There are cases")
    func someCases() {
        #expect(OwnCase.paths.count > 50)
    }

    @Test("Elements and errors are the expected ones", arguments: OwnCase.paths)
    func elements(path: String) throws {
        let subject = try OwnCase(path: path)
        let metadata: TraceMetadata
        do throws(CTFError) {
            metadata = try MetadataParser.parse(subject.metadata)
        } catch {
            let expected = try #require(subject.error, "\(error)")
            try #require(expected.hasPrefix("metadata: "), "\(error)")
            #expect(error.problem.contains(expected.dropFirst("metadata: ".count)))
            return
        }
        var lines: [String] = []
        var stop: ElementStop?
        var lister = ElementLister(metadata, subject.data) { lines.append($0.line) }
        do throws(ElementStop) { try lister.list() } catch { stop = error }
        #expect(stop.map { "bit \($0.offsetBits): \($0.problem)" } == subject.error)
        let difference = zip(lines, subject.elements).first { $0 != $1 }
        #expect(difference == nil)
        #expect(lines.count == subject.elements.count)
        #expect(subject.error == nil || path.contains("/fail-"))
    }

    @Test("The reader accepts what it should, and refuses the rest", arguments: OwnCase.paths)
    func verdict(path: String) throws {
        let subject = try OwnCase(path: path)
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(subject.metadata).write(to: folder.appending(path: "metadata"))
        try Data(subject.data).write(to: folder.appending(path: "stream"))
        let problems = TraceCheck.check(folder.path).allProblems
        let isRefused = problems.contains { $0.severity != .irregularity }
        #expect(isRefused == (subject.error != nil), "\(problems)")
    }
}
