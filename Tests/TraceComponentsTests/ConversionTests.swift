// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import Foundation
import Testing
import TraceModel

@testable import TraceComponents

/// Traces written anew must say what those they come from say.
@Suite struct ConversionTests {
    /// The folders of the traces that were put beside the repository; empty when there are none.
    private static let folders: [String] = {
        let corpus = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../shared/corpus").standardizedFileURL.path
        guard let files = FileManager.default.enumerator(atPath: corpus) else { return [] }
        var folders: [String] = []
        for case let path as String in files where path.hasSuffix("/metadata") {
            if path.contains("metadata-") { continue }
            folders.append(corpus + "/" + path.dropLast("/metadata".count))
        }
        return folders.sorted()
    }()

    @Test("A trace written as CTF 2 says the same", arguments: folders)
    func writeAsCTF2(folder: String) throws {
        try convert(folder, .ctf2)
    }

    @Test("A trace written as CTF 1.8 says the same", arguments: folders)
    func writeAsCTF1(folder: String) throws {
        do {
            try convert(folder, .ctf1)
        } catch let error as CTFError where error.kind == .unsupported {
            // What CTF 1.8 cannot say, it must not say wrongly.
        }
    }

    private func convert(_ folder: String, _ format: MetadataFormat) throws {
        guard let source = try? CTFTrace(paths: [folder]), source.failures.isEmpty,
            source.streams.allSatisfy({ $0.failure == nil }),
            source.streams.reduce(0, { $0 + $1.byteCount }) < 4 << 20
        else { return }
        let output = NSTemporaryDirectory() + "plume-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: output) }
        let text = TraceText(reference: source.trace)
        var expected: [[String]] = []
        for stream in source.streams {
            guard let lines = try? text.lines(of: stream) else { return }
            expected.append(lines)
        }
        let result = try TraceConversion(
            source,
            to: output,
            options: TraceTranslation.Options(format: format)
        )
        for stream in result.streams {
            #expect(stream.failure == nil, "\(stream.failure?.description ?? "")")
        }
        let written = try CTFTrace(paths: [output])
        #expect(written.failures.isEmpty)
        try #require(written.streams.count == source.streams.count)
        var found = try written.streams.map { try text.lines(of: $0) }
        // Streams without ids have no order of their own.
        expected.sort { $0.joined() < $1.joined() }
        found.sort { $0.joined() < $1.joined() }
        for (before, after) in zip(expected, found) {
            #expect(before.count == after.count)
            let difference = zip(before, after).first { $0 != $1 }
            #expect(
                difference == nil,
                "\(difference?.0 ?? "")\nbecame\n\(difference?.1 ?? "")"
            )
        }
    }
}
