// SPDX-License-Identifier: Apache-2.0

import ProgramProtocol
import RecordingPlan
import SystemCalls
import Testing
import ToolProtocol

@testable import SessionHost

@Suite("a host of several recordings", .serialized)
struct HostTests {
    private static func counts(_ result: RecordResult) -> [String: UInt64] {
        Dictionary(
            result.channels.flatMap(\.countsByEvent).map { ($0.name, $0.count) },
            uniquingKeysWith: +
        )
    }

    @Test("two recordings at once have their own programs, records and ends")
    func two() throws {
        let scripted = try ScriptedHost()
        let first = try scripted.begin(scripted.settings("first"))
        let second = try scripted.begin(scripted.settings("second"))
        #expect(scripted.host.recordings == [first, second])
        #expect(scripted.host.socket(of: first) != scripted.host.socket(of: second))
        let alpha = try scripted.program("alpha", process: 1001, of: first)
        let beta = try scripted.program("beta", process: 1002, of: second)
        for step in 0..<5 as Range<UInt64> {
            try alpha.write(step * 20..<step * 20 + 20)
            try beta.write(step * 50..<step * 50 + 50)
            #expect(scripted.turns().isEmpty)
        }
        scripted.host.end(first)
        let ended = scripted.turns()
        #expect(ended.map(\.recording) == [first])
        let result = try #require(ended.first?.result)
        #expect(Self.counts(result) == ["alpha:number": 100])
        #expect(result.processes.count == 1)
        #expect(result.channels.map(\.statistics.discardedCount) == [0])
        try alpha.hear()
        #expect(alpha.heard.last == .stop(channel: 0))

        // The other one goes on.
        #expect(scripted.host.recordings == [second])
        try beta.write(250..<300)
        #expect(scripted.turns().isEmpty)
        try beta.hear()
        #expect(!beta.heard.contains(.stop(channel: 0)))
        scripted.host.end(second)
        let rest = scripted.turns()
        #expect(rest.map { Self.counts($0.result) } == [["beta:number": 300]])
        #expect(scripted.host.recordings.isEmpty)
        for name in ["first", "second"] {
            let files = try scripted.files(name)
            #expect(files.contains("metadata"))
            #expect(files.contains { $0.hasPrefix("channel0") })
        }
    }

    @Test("rules are those of the recording that a program has connected to")
    func rules() throws {
        let scripted = try ScriptedHost()
        let all = try scripted.begin(scripted.settings("all"))
        let others = try scripted.begin(scripted.settings("others", "other:*"))
        let wanted = try scripted.program("alpha", process: 1001, of: all)
        let unwanted = try scripted.program("alpha", process: 1001, of: others)
        #expect(wanted.ids == [1])
        #expect(unwanted.ids.isEmpty)
    }

    @Test("a program that speaks nonsense harms its own recording only, and that no further")
    func nonsense() throws {
        let scripted = try ScriptedHost()
        let first = try scripted.begin(scripted.settings("first"))
        let second = try scripted.begin(scripted.settings("second"))
        let hostile = try scripted.program("alpha", process: 1001, of: first)
        let honest = try scripted.program("beta", process: 1002, of: first)
        let other = try scripted.program("gamma", process: 1003, of: second)
        try hostile.write(0..<10)
        try hostile.say(bytes: [99, 1, 2, 3])
        scripted.turns()
        try honest.write(0..<20)
        try other.write(0..<30)
        scripted.host.end(first)
        scripted.host.end(second)
        let results = scripted.turns().map(\.result)
        #expect(results.map(\.refusedCount) == [1, 0])
        #expect(Self.counts(results[0]) == ["alpha:number": 10, "beta:number": 20])
        #expect(Self.counts(results[1]) == ["gamma:number": 30])
    }

    @Test("a recording ends when its time is over by the host's clock, and not before")
    func time() throws {
        let scripted = try ScriptedHost()
        let settings = scripted.settings("timed", limitNanoseconds: 5_000_000_000)
        let timed = try scripted.begin(settings)
        let open = try scripted.begin(scripted.settings("open"))
        scripted.clock.nanoseconds += 4_999_999_999
        #expect(scripted.turns(after: 0).isEmpty)
        scripted.clock.nanoseconds += 1
        let ended = scripted.turns(after: 0)
        #expect(ended.map(\.recording) == [timed])
        #expect(ended.first?.result.seconds == 5)
        #expect(scripted.host.recordings == [open])
    }

    @Test("a signal ends every recording that has no program of its own; another one none")
    func signals() throws {
        let scripted = try ScriptedHost()
        let first = try scripted.begin(scripted.settings("first"))
        let second = try scripted.begin(scripted.settings("second"))
        func take(_ signal: Signal) {
            let received = SignalQueue.Received(signal: signal, isFromTerminal: false)
            scripted.signals.waiting.append(received)
        }
        take(.child)
        #expect(scripted.turns().isEmpty)
        take(.interrupt)
        #expect(scripted.turns().map(\.recording) == [first, second])
    }

    @Test("a tool is answered by the recording that it asks, with values")
    func tools() throws {
        let scripted = try ScriptedHost()
        let first = try scripted.begin(scripted.settings("first"))
        let second = try scripted.begin(scripted.settings("second"))
        let program = try scripted.program("alpha", process: 1001, of: second)
        try program.write(0..<7)
        scripted.turns()
        var statuses: [RecordingStatus] = []
        for recording in [first, second] {
            let tool = try MessageSocket.connect(to: scripted.host.socket(of: recording) ?? "")
            try tool.send(ToolRequest(errand: .status).encoded())
            scripted.turns()
            guard case .message(let bytes, _) = try tool.receive() else {
                Issue.record("the tool was not answered")
                continue
            }
            guard case .status(let status) = try ToolReply(decoding: bytes) else {
                Issue.record("the tool was given no status")
                continue
            }
            statuses.append(status)
        }
        #expect(statuses.map(\.programs) == [[], [.init(process: 1001, program: "/bin/alpha")]])
        #expect(statuses.map { $0.channels.map(\.recordedCount) } == [[0], [7]])
        let events = statuses.flatMap(\.channels).flatMap(\.events)
        #expect(events == [.init(name: "alpha:number", recordedCount: 7)])
        let all = RuleStep.enable(EventRule(included: [NamePattern("*")]))
        #expect(statuses.flatMap(\.channels).flatMap(\.rules) == [all, all])
    }

    @Test("a name is one recording's, also within a host")
    func names() throws {
        let scripted = try ScriptedHost()
        var settings = scripted.settings("first")
        settings.name = "host-tests-\(Process.id)"
        let first = try scripted.begin(settings)
        settings.output? += "-2"
        let error = #expect(throws: HostError.self) { _ = try scripted.begin(settings) }
        guard case .nameTaken? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        scripted.host.end(first)
        #expect(scripted.turns().count == 1)
        #expect(throws: Never.self) { _ = try scripted.begin(settings) }
    }

    @Test("names of sockets tell the process, whichever of its recordings they are of")
    func sockets() {
        #expect(RecordingSocket.fileName(process: 4711, 0) == "record-4711.socket")
        #expect(RecordingSocket.fileName(process: 4711, 2) == "record-4711.2.socket")
        #expect(RecordingSocket.process(of: "record-4711.2.socket") == "4711")
        #expect(RecordingSocket.process(of: "4711.socket") == "4711")
        #expect(RecordingSocket.process(of: "daemon.socket").isEmpty)
        #expect(RecordingSocket.isOne("record-4711.2.socket"))
        #expect(!RecordingSocket.isOne("4711.socket"))
    }
}
