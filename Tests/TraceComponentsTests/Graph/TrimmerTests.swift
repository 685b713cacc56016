// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceComponents
import TraceGraph
import TraceModel

@Suite("The trimmer")
struct TrimmerTests {
    private func drain(_ iterator: any MessageIterator) throws -> [Message] {
        var messages: [Message] = []
        while let message = try iterator.next() { messages.append(message) }
        return messages
    }

    @Test("keeps exactly the events of the range, and a legal story", arguments: 1...80)
    func random(seed: UInt64) throws {
        var story = MessageStory(seed: seed)
        let trace = try MessageStory.trace()
        let inputs = (0..<(1 + seed % 4)).map { id in
            story.messages(MessageStory.stream(trace, id))
        }
        let all = try drain(MessageMuxer(inputs.map { ArrayIterator($0) }))
        for _ in 0..<20 {
            let begin = story.random(4) == 0 ? nil : Int64(story.random(50))
            let end = story.random(4) == 0 ? nil : (begin ?? 0) + Int64(story.random(30))
            let range = (begin ?? .min)...(end ?? .max)
            let checked = CheckingIterator(
                MessageTrimmer(ArrayIterator(all), begin: begin, end: end)
            )
            let kept = try drain(checked)
            #expect(checked.problems.isEmpty, "\(range)")
            func tags(_ messages: [Message]) -> [UInt64?] {
                messages.filter { $0.kind == .event }.map(\.tag)
            }
            let expected = all.filter { message in
                message.nanoseconds.map { range.contains($0) } ?? false
            }
            #expect(tags(kept) == tags(expected), "\(range)")
            #expect(
                kept.allSatisfy { message in
                    message.nanoseconds.map { range.contains($0) } ?? true
                        && message.endNanoseconds.map { range.contains($0) } ?? true
                }
            )
            // A loss is kept when it touches the range, and counts only when it is whole.
            func isLoss(_ message: Message) -> Bool {
                message.kind == .discardedEvents || message.kind == .discardedPackets
            }
            let losses = all.filter { message in
                guard isLoss(message), let first = message.nanoseconds,
                    let last = message.endNanoseconds
                else { return false }
                return first <= range.upperBound && last >= range.lowerBound
            }
            let counts = losses.map { loss in
                let isWhole =
                    range.contains(loss.nanoseconds ?? 0)
                    && range.contains(loss.endNanoseconds ?? 0)
                return isWhole ? loss.count ?? 0 : 0
            }
            #expect(kept.filter(isLoss).map { $0.count ?? 0 }.sorted() == counts.sorted())
        }
    }

    private func events(_ times: [Int64]) throws -> [Message] {
        let stream = MessageStory.stream(try MessageStory.trace(), 0)
        var messages = [Message(.streamBeginning, stream: stream)]
        for (index, time) in times.enumerated() {
            let kind: Message.Kind =
                index == 0 ? .packetBeginning : index == times.count - 1 ? .packetEnd : .event
            var message = Message(kind, stream: stream)
            message.nanoseconds = time
            messages.append(message)
        }
        return messages + [Message(.streamEnd, stream: stream)]
    }

    @Test("takes the date from the first message with a time")
    func date() throws {
        let day: Int64 = 86_400_000_000_000
        let hour: Int64 = 3_600_000_000_000
        let times = [3 * day + hour, 3 * day + 2 * hour, 3 * day + 3 * hour, 4 * day]
        let trimmer = MessageTrimmer(
            ArrayIterator(try events(times)),
            MessageTrimmer.Range(
                begin: try TimeArgument(parsing: "02:00", actor: "test"),
                end: try TimeArgument(parsing: "02:59:59.999999999", actor: "test"),
                isUTC: true
            )
        )
        let kept = try drain(trimmer)
        #expect(
            kept.map(\.kind) == [
                .streamBeginning, .packetBeginning, .event, .packetEnd, .streamEnd,
            ]
        )
        let end = 3 * day + 3 * hour - 1
        #expect(kept.map(\.nanoseconds) == [times[1], times[1], times[1], end, end])
        // Going back finds the limits again.
        try trimmer.seekToBeginning()
        #expect(try drain(trimmer).count == 5)
    }

    @Test("leaves times unknown which the clock has never counted")
    func beforeClock() throws {
        let clock = ClockClass(id: "c", origin: .unixEpoch, offsetSeconds: 100)
        let stream = MessageStory.stream(try MessageStory.trace(clock: clock), 0)
        var packet = Message(.packetBeginning, stream: stream)
        packet.nanoseconds = 100_000_000_000
        let kept = try drain(
            MessageTrimmer(
                ArrayIterator([Message(.streamBeginning, stream: stream), packet]),
                begin: nil,
                end: 99_000_000_000
            )
        )
        #expect(kept.map(\.kind) == [.streamBeginning, .streamEnd])
        #expect(kept.map(\.nanoseconds) == [nil, nil])
    }

    @Test("refuses a begin after the end, and messages without times")
    func refusals() throws {
        let trimmer = MessageTrimmer(ArrayIterator([]), begin: 2, end: 1)
        #expect(throws: GraphError.self) { try trimmer.next() }
        let stream = MessageStory.stream(try MessageStory.trace(clock: nil), 0)
        let timeless = MessageTrimmer(
            ArrayIterator([
                Message(.streamBeginning, stream: stream), Message(.event, stream: stream),
            ]),
            begin: nil,
            end: 1
        )
        #expect(try timeless.next()?.kind == .streamBeginning)
        #expect(throws: GraphError.self) { try timeless.next() }
    }
}
