// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceComponents
import TraceGraph
import TraceModel

@Suite("The muxer")
struct MuxerTests {
    private func drain(_ iterator: any MessageIterator) throws -> [Message] {
        var messages: [Message] = []
        while let message = try iterator.next() { messages.append(message) }
        return messages
    }

    @Test("sorts random data streams as a stable sort does", arguments: 1...60)
    func random(seed: UInt64) throws {
        var story = MessageStory(seed: seed)
        let trace = try MessageStory.trace()
        let inputs = (0..<(1 + seed % 9)).map { id in
            story.messages(MessageStory.stream(trace, id))
        }
        let expected = inputs.enumerated().flatMap { input in
            input.element.enumerated().map { (input.offset, $0.offset, $0.element) }
        }
        .filter { $0.2.nanoseconds != nil }
        .sorted {
            ($0.2.nanoseconds ?? 0, $0.0, $0.1) < ($1.2.nanoseconds ?? 0, $1.0, $1.1)
        }
        .map { $0.2.tag }
        // The order of the inputs must not matter.
        for order in [inputs, inputs.reversed()] {
            let checked = CheckingIterator(MessageMuxer(order.map { ArrayIterator($0) }))
            let messages = try drain(checked)
            #expect(checked.problems.isEmpty)
            #expect(messages.filter { $0.nanoseconds != nil }.map(\.tag) == expected)
            #expect(messages.count == inputs.reduce(0) { $0 + $1.count })
        }
    }

    @Test("begins all data streams first, the traces in the order of their UUIDs and names")
    func ties() throws {
        let traces = [
            try MessageStory.trace(uuid: 2), try MessageStory.trace(uuid: 1, name: "b"),
            try MessageStory.trace(uuid: 1, name: "a"), try MessageStory.trace(uuid: nil),
        ]
        let inputs = traces.map { trace in
            let stream = MessageStory.stream(trace, 0)
            var event = Message(.event, stream: stream)
            event.nanoseconds = 5
            return ArrayIterator([
                Message(.streamBeginning, stream: stream), event,
                Message(.streamEnd, stream: stream),
            ])
        }
        let messages = try drain(MessageMuxer(inputs))
        #expect(messages.prefix(4).allSatisfy { $0.kind == .streamBeginning })
        let order = messages.filter { $0.kind == .event }.map { message in
            traces.firstIndex { $0 === message.stream?.trace }
        }
        #expect(order == [3, 2, 1, 0])
    }

    @Test("delivers what comes before the failure of an input, and then fails")
    func failure() throws {
        final class Broken: MessageIterator {
            private var messages: [Message]

            init(_ messages: [Message]) { self.messages = messages.reversed() }

            func next() throws(GraphError) -> Message? {
                guard let message = messages.popLast() else {
                    throw GraphError(actor: "broken", "Damaged.")
                }
                return message
            }
        }
        let trace = try MessageStory.trace()
        func messages(_ id: UInt64, _ times: [Int64]) -> [Message] {
            let stream = MessageStory.stream(trace, id)
            return [Message(.streamBeginning, stream: stream)]
                + times.map { time in
                    var event = Message(.event, stream: stream)
                    event.nanoseconds = time
                    return event
                }
        }
        let muxer = MessageMuxer([
            Broken(messages(0, [1, 5])), ArrayIterator(messages(1, [2, 4, 5, 6])), Broken([]),
        ])
        var times: [Int64] = []
        let error = #expect(throws: GraphError.self) {
            while let message = try muxer.next() {
                if let time = message.nanoseconds { times.append(time) }
            }
        }
        #expect(times == [1, 2, 4, 5, 5])
        #expect(error?.causes.first?.actor == "broken")
    }

    @Test("goes on with an input that goes back in time, and warns once")
    func backwards() throws {
        let trace = try MessageStory.trace()
        func events(_ id: UInt64, _ times: [Int64]) -> ArrayIterator {
            let stream = MessageStory.stream(trace, id)
            return ArrayIterator(
                times.map { time in
                    var event = Message(.event, stream: stream)
                    event.nanoseconds = time
                    return event
                }
            )
        }
        var warnings: [String] = []
        let muxer = MessageMuxer([events(0, [5, 4, 7, 3]), events(1, [4, 6])]) {
            warnings.append($0)
        }
        #expect(try drain(muxer).map(\.nanoseconds) == [4, 5, 4, 6, 7, 3])
        #expect(warnings.count == 1 && warnings[0].contains("the clock goes back"))
    }

    @Test("goes on after an input had nothing at the moment")
    func tryAgain() throws {
        final class Slow: MessageIterator {
            private let base: any MessageIterator
            private var isReady = false

            init(_ base: any MessageIterator) { self.base = base }

            func next() throws(GraphError) -> Message? {
                isReady.toggle()
                if isReady { throw .tryAgain }
                return try base.next()
            }
        }
        var story = MessageStory(seed: 7)
        let trace = try MessageStory.trace()
        let inputs = (0..<3).map { story.messages(MessageStory.stream(trace, $0)) }
        let expected = try drain(MessageMuxer(inputs.map { ArrayIterator($0) })).map(\.tag)
        let muxer = MessageMuxer(inputs.map { Slow(ArrayIterator($0)) })
        var tags: [UInt64?] = []
        while true {
            do throws(GraphError) {
                guard let message = try muxer.next() else { break }
                tags.append(message.tag)
            } catch {
                #expect(error.kind == .tryAgain)
            }
        }
        #expect(tags == expected)
    }

    private static let epoch = ClockClass(id: "c", origin: .unixEpoch)
    private static let known = ClockClass(id: "c", identity: Identity(name: "n", uid: "u"))
    private static let unknown = ClockClass(id: "c")

    @Test(
        "knows which clocks can be compared",
        arguments: [
            (epoch, epoch, true), (known, known, true), (epoch, known, false),
            (unknown, unknown, true), (known, unknown, false), (epoch, nil, false),
            (nil, nil, true),
        ] as [(ClockClass?, ClockClass?, Bool)]
    )
    func clocks(first: ClockClass?, second: ClockClass?, isComparable: Bool) throws {
        let inputs = try [first, second].map { clock in
            let stream = MessageStory.stream(try MessageStory.trace(clock: clock), 0)
            return ArrayIterator([Message(.streamBeginning, stream: stream)])
        }
        let muxer = MessageMuxer(inputs)
        if isComparable {
            #expect(try drain(muxer).count == 2)
        } else {
            #expect(throws: GraphError.self) { try drain(muxer) }
        }
    }
}
