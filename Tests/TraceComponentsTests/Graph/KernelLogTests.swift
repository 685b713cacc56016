// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing
import TraceComponents
import TraceGraph

@Suite("The kernel's log")
struct KernelLogTests {
    /// The times and texts of the events of a log, and the kinds of all messages.
    private func read(
        _ text: String,
        keepsTimes: Bool = false
    ) throws -> (events: [String], kinds: [Message.Kind]) {
        let path = NSTemporaryDirectory() + "/plume-log-" + UUID().uuidString
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let component = try KernelLogComponent.componentClass.make(
            name: "log",
            parameters: [
                "path": .string(path), "no-extract-timestamp": .boolean(keepsTimes),
            ]
        )
        let source = try #require(component as? any SourceComponent)
        let iterator = try source.makeIterator(port: "out")
        var passes: [[String]] = []
        var kinds: [Message.Kind] = []
        for _ in 0..<2 {
            var events: [String] = []
            kinds = []
            while let message = try iterator.next() {
                kinds.append(message.kind)
                guard let fields = message.fields, let item = fields.items.first else { continue }
                let text = String(decoding: fields.window[item.range], as: UTF8.self)
                events.append("\(message.nanoseconds.map(String.init) ?? "-") \(text)")
            }
            passes.append(events)
            try iterator.seekToBeginning()
        }
        #expect(passes[0] == passes[1])
        return (passes[0], kinds)
    }

    @Test("has times in brackets, with microseconds")
    func times() throws {
        let log = try read("[   12.500000] a b\n\n[   13.000001]c\n[14.1]  d\r\nlast")
        #expect(
            log.events == [
                "12500000000 a b", "13000001000 c", "14000001000  d\r", "0 last",
            ]
        )
        #expect(log.kinds.first == .streamBeginning && log.kinds.last == .streamEnd)
    }

    @Test("has no clock when its first line has no time, or when times shall stay")
    func untimed() throws {
        #expect(try read("x\n[ 1.0] y\n").events == ["- x", "- y"])
        #expect(try read("[ 1.0] y\n", keepsTimes: true).events == ["- [ 1.0] y"])
        #expect(try read("").kinds == [.streamBeginning, .streamEnd])
    }

    @Test("takes what is no time as text")
    func malformed() throws {
        for line in [" [1.0] a", "[1,0] a", "[1.0 a", "[a.0] b", "[.5] x", "[99999999999999.0] y"] {
            #expect(try read(line).events == ["- \(line)"])
        }
    }

    @Test("may have long lines")
    func long() throws {
        let line = String(repeating: "x", count: 200_000)
        #expect(try read("\(line)\n\(line)").events == ["- \(line)", "- \(line)"])
    }
}
