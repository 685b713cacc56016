// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import Foundation
import Testing
import TraceGraph
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

    @Test(
        "A trace whose packets may be copied says the same",
        arguments: folders,
        [MetadataFormat.ctf1, .ctf2]
    )
    func copy(folder: String, format: MetadataFormat) throws {
        do {
            try convert(folder, format, mayKeepLayout: true)
        } catch let error as CTFError where error.kind == .unsupported && format == .ctf1 {
            // What CTF 1.8 cannot say, it must not say wrongly.
        }
    }

    @Test("Babeltrace reads CTF 1.8", .enabled(if: Babeltrace.isThere), arguments: folders)
    func readByBabeltrace(folder: String) throws {
        let output = NSTemporaryDirectory() + "plume-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: output) }
        guard let source = try? CTFTrace(paths: [folder]), source.failures.isEmpty,
            source.streams.allSatisfy({ $0.failure == nil }),
            let result = try? TraceConversion(source, to: output, options: .init(format: .ctf1)),
            result.streams.allSatisfy({ $0.failure == nil })
        else { return }
        // Babeltrace refuses a clock that goes backwards, a time that does not fit in 64 bits, and
        // data streams with and without a clock in one trace.
        if source.trace.metadata.format == .ctf1, try Babeltrace.countEvents(folder).count == nil {
            return
        }
        let clocks = source.streams.map { $0.streamClass.clock != nil }
        if folder.contains("pass-clk-vals") || Set(clocks).count > 1 { return }
        let expected = result.streams.reduce(0) { $0 + $1.recordCount }
        let counted = try Babeltrace.countEvents(output)
        #expect(counted.count == expected, "\(counted.errors)")
    }

    @Test("A sink writes what the messages say", arguments: folders)
    func writeMessages(folder: String) throws {
        do {
            try convert(folder, .ctf2, throughSink: true)
        } catch let error as CTFError where error.problem.contains("were lost up to") {
            // A tracer wrote wrong times, so the losses do not end with a packet.
            #expect(folder.contains("hello-lost"))
        }
    }

    private func writeDirectly(
        _ source: CTFTrace,
        _ output: String,
        _ format: MetadataFormat,
        mayKeepLayout: Bool
    ) throws {
        let result = try TraceConversion(
            source,
            to: output,
            options: TraceTranslation.Options(format: format),
            mayKeepLayout: mayKeepLayout
        )
        if format == .ctf1, let limit = result.streams.compactMap(\.failure).first,
            limit.kind == .unsupported
        {
            // What was written before the value that cannot be said is a whole trace.
            #expect(try CTFTrace(paths: [output]).streams.allSatisfy { $0.failure == nil })
            throw limit
        }
        for stream in result.streams {
            #expect(stream.failure == nil, "\(stream.failure?.description ?? "")")
        }
    }

    private func writeThroughSink(
        _ folder: String,
        _ output: String,
        _ format: MetadataFormat
    ) throws {
        let sink = CTFTraceSink(
            CTFSinkOptions(
                path: output,
                assumesSingleTrace: true,
                translation: TraceTranslation.Options(format: format)
            )
        )
        let source = try CTFSource(paths: [folder])
        for port in source.ports {
            let iterator = source.makeIterator(port)
            while let message = try iterator.next() { try sink.consume(message) }
        }
        #expect(try sink.finish() == ["Created CTF trace `\(output)`."])
    }

    private func convert(
        _ folder: String,
        _ format: MetadataFormat,
        throughSink: Bool = false,
        mayKeepLayout: Bool = false
    ) throws {
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
        if throughSink {
            // Without a data stream, no message tells of the trace.
            guard !source.streams.isEmpty else { return }
            try writeThroughSink(folder, output, format)
        } else {
            try writeDirectly(source, output, format, mayKeepLayout: mayKeepLayout)
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
