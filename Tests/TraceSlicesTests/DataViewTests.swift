// SPDX-License-Identifier: Apache-2.0

import Bytes
import CTFReader
import Foundation
import Synchronization
import SystemCalls
import Testing
import TraceGraph
import TraceTestSupport

@testable import TraceComponents
@testable import TraceSlices
@testable import TraceText

/// What is written from slices of time must be what a graph writes message by message.
@Suite("JSON Lines and CSV of whole traces", .enabled(if: SharedCorpus.isThere))
struct DataViewTests {
    private static let folders: [String] = {
        guard let files = FileManager.default.enumerator(atPath: SharedCorpus.path) else {
            return []
        }
        var folders: [String] = []
        for case let path as String in files where path.hasSuffix("/metadata") {
            if path.contains("metadata-") || path.contains("fail") { continue }
            folders.append(SharedCorpus.path + "/" + path.dropLast("/metadata".count))
        }
        return folders.sorted()
    }()

    /// What a graph with a sink writes; nil when something is wrong with the trace.
    private func graphText(
        _ folders: [String],
        _ sink: ComponentClass,
        _ parameters: Parameters
    ) -> [UInt8]? {
        let bytes = Mutex<[UInt8]>([])
        let environment = GraphEnvironment(output: { text in
            bytes.withLock { $0 += text }
            return true
        })
        do throws(GraphError) {
            let graph = Graph(environment: environment)
            let muxer = try graph.add(MuxerComponent.componentClass, name: "muxer")
            for (index, folder) in folders.enumerated() {
                let inputs = Parameters(["inputs": .array([.string(folder)])])
                let source = try graph.add(
                    CTFComponent.componentClass,
                    name: "source-\(index)",
                    parameters: inputs
                )
                try graph.connectAll(source, to: muxer)
            }
            let end = try graph.add(sink, name: "sink", parameters: parameters)
            try graph.connectAll(muxer, to: end)
            try graph.run(wait: {})
        } catch {
            return nil
        }
        return bytes.withLock { $0 }
    }

    private func viewText(_ view: TextView, sliceBytes: UInt64) -> [UInt8] {
        var view = view
        view.sliceBytes = sliceBytes
        let bytes = Mutex<[UInt8]>([])
        let result = view.run(
            output: { text, range in
                bytes.withLock { $0 += text.bytes()[range] }
                return true
            },
            warn: { _ in }
        )
        #expect(result.damages.isEmpty)
        return bytes.withLock { $0 }
    }

    private func compare(_ folders: [String]) throws {
        let json = graphText(folders, JSONLinesComponent.componentClass, Parameters([:]))
        let sources = try folders.map { try CTFSource(paths: [$0]) }
        guard let json, TextView.isOrderedByTime(sources) else { return }
        for (threads, bytes) in [(1, UInt64.max), (3, 1), (2, 4_096)] {
            let view = TextView(sources, json: JSONLinesOptions(), threadCount: threads)
            let difference = firstDifference(viewText(view, sliceBytes: bytes), json)
            #expect(difference == nil, "\(threads) threads")
        }
        for isCompact in [false, true] {
            var options = DetailsOptions()
            options.isCompact = isCompact
            let details = graphText(
                folders,
                DetailsComponent.componentClass,
                Parameters(["compact": .boolean(isCompact)])
            )
            for (threads, bytes) in [(1, UInt64.max), (3, 1), (2, 4_096)] {
                guard let view = TextView(sources, details: options, threadCount: threads) else {
                    continue
                }
                let difference = firstDifference(viewText(view, sliceBytes: bytes), details)
                #expect(difference == nil, "details")
            }
        }
        for form in [CSVOptions.Form.wide(columns: nil), .long] {
            let name = form == .long ? "long" : "wide"
            let parameters = Parameters(["form": .string(name), "labels": .boolean(true)])
            let csv = graphText(folders, CSVComponent.componentClass, parameters)
            var options = CSVOptions()
            options.form = form
            options.writesLabels = true
            for (threads, bytes) in [(1, UInt64.max), (3, 1)] {
                let view = TextView(sources, csv: options, threadCount: threads)
                let difference = firstDifference(viewText(view, sliceBytes: bytes), csv)
                #expect(difference == nil, "\(name), \(threads) threads")
            }
        }
    }

    @Test("each trace", arguments: folders)
    func single(folder: String) throws {
        guard (try? CTFSource(paths: [folder])) != nil else { return }
        try compare([folder])
    }

    @Test("losses stand where they begin, also between slices")
    func losses() throws {
        let folders = Self.folders.filter { $0.contains("babeltrace-packet-seq-num") }
        #expect(!folders.isEmpty)
        var found = 0
        for folder in folders {
            try compare([folder])
            let json = graphText([folder], JSONLinesComponent.componentClass, Parameters([:]))
            let lines = String(decoding: json ?? [], as: UTF8.self).split(separator: "\n")
            found += lines.count { $0.hasPrefix("{\"type\":\"discarded_") }
        }
        #expect(found == 2)
    }

    @Test("several traces are numbered alike, in whatever order they are named")
    func several() throws {
        let names = ["wk-heartbeat-u", "trace-with-index", "2packets"]
        let folders = names.map { "\(SharedCorpus.path)/babeltrace-succeed/\($0)/trace" }
        #expect(graphText(folders, JSONLinesComponent.componentClass, Parameters([:])) != nil)
        try compare(folders)
        try compare(folders.reversed())
    }
}
