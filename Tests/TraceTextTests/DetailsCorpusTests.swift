// SPDX-License-Identifier: Apache-2.0

import Bytes
import CTFReader
import Foundation
import Testing
import TraceComponents
import TraceGraph
import TraceModel
import TraceTestSupport
import TraceText

/// Recorded details of Babeltrace 2 and the traces they belong to.
private enum Recordings {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .appending(path: "../../../shared/corpus")
        .standardizedFileURL

    /// The cases with a recording of the given name.
    static func cases(_ name: String) -> [String] {
        let paths = try? FileManager.default.subpathsOfDirectory(atPath: root.path)
        return (paths ?? []).filter { $0.hasSuffix("/" + name) }
            .map { String($0.dropLast(name.count + 1)) }.sorted()
    }

    static func text(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }

    /// The details of a trace: those before damage, if there is some.
    static func details(
        _ path: String,
        _ options: DetailsOptions,
        named name: String?
    ) throws
        -> [UInt8]
    {
        var groups: [(uuid: String, folders: [String])] = []
        for folder in try TraceFinder.folders(at: root.appending(path: path).path) {
            let uuid = try CTFTrace.metadata(of: folder).uuid?.description ?? folder
            if let index = groups.firstIndex(where: { $0.uuid == uuid }) {
                groups[index].folders.append(folder)
            } else {
                groups.append((uuid, [folder]))
            }
        }
        var sourceOptions = CTFSource.Options()
        sourceOptions.traceName = name
        let sources = try groups.map { try CTFSource(paths: $0.folders, options: sourceOptions) }
        var iterators: [any MessageIterator] = []
        for source in sources { iterators += source.ports.map { source.makeIterator($0) } }
        let muxer = MessageMuxer(iterators)
        var printer = DetailsPrinter(options)
        var text = TextBuffer()
        do throws(GraphError) {
            while let message = try muxer.next() { printer.print(message, into: &text) }
        } catch {}
        return text.bytes()
    }
}

@Suite("Recorded details", .enabled(if: !Recordings.cases("babeltrace2-details.txt").isEmpty))
struct DetailsCorpusTests {
    /// Recordings of damaged data that another reader takes further, or less far, and of a clock
    /// that goes back, where `babeltrace2` ends.
    private static func isDisputed(_ path: String) -> Bool {
        path.contains("stream-fail/cross-packet") || path.hasSuffix("stream-fail/event-empty")
            || path.hasSuffix("iter-ctf1/pass-pkt-seq-num")
            || path.hasSuffix("iter-ctf1/pass-pkt-seq-num-alt")
            || path.hasSuffix("tracecompass-ctf1/hello-lost")
    }

    private static let recorded = Recordings.cases("babeltrace2-details.txt")
        .filter { !isDisputed($0) }

    @Test("are the same to the byte", arguments: recorded)
    func recordings(path: String) throws {
        var options = DetailsOptions()
        options.showsTraceName = false
        options.showsStreamName = false
        let expected = try Recordings.text(path + "/babeltrace2-details.txt")
        var found = try Recordings.details(path + "/trace", options, named: nil)
        // Long recordings were cut at the end of a line.
        if expected.count > 250_000 { found = Array(found.prefix(expected.count)) }
        #expect(firstDifference(found, expected) == nil)
    }

    @Test(
        "of other suites are the same to the byte",
        arguments: Recordings.cases("expect-details.txt")
    )
    func expectations(path: String) throws {
        var options = DetailsOptions()
        options.showsStreamName = false
        let command = try Recordings.text(path + "/expect-cmd.txt")
        let hasName = String(decoding: command, as: UTF8.self).contains("trace-name=the-trace")
        options.showsTraceName = hasName
        let found = try Recordings.details(
            path + "/trace",
            options,
            named: hasName ? "the-trace" : nil
        )
        let expected = try Recordings.text(path + "/expect-details.txt")
        #expect(firstDifference(found, expected) == nil)
    }

    private static let variations = [
        "", "-compact", "-compact-without-metadata", "-compact-without-time", "-without-data",
        "-without-data-without-metadata", "-without-metadata", "-without-names",
        "-without-time", "-without-trace-name", "-without-uuid",
    ]

    @Test("follow each parameter", arguments: variations)
    func parameters(variation: String) throws {
        let path = "babeltrace-succeed/wk-heartbeat-u"
        var options = DetailsOptions()
        options.showsStreamName = false
        options.isCompact = variation.contains("compact")
        options.showsData = !variation.contains("without-data")
        options.showsMetadata = !variation.contains("without-metadata")
        options.showsTime = !variation.contains("without-time")
        options.showsUUID = !variation.contains("without-uuid")
        options.showsTraceName =
            !variation.contains("without-trace-name") && !variation.contains("without-names")
        options.showsStreamClassName = !variation.contains("without-names")
        let found = try Recordings.details(path + "/trace", options, named: "the-trace")
        let expected = try Recordings.text("\(path)/expect-details-default\(variation).txt")
        #expect(firstDifference(found, expected) == nil)
    }
}
