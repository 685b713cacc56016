// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceGraph
import TraceModel

@Suite("Going to a time")
struct PortIteratorTests {
    private func iterator() throws -> PortIterator {
        let stream = try Synthetic.stream()
        let message = Synthetic.message
        return PortIterator(
            ArrayIterator([
                message(.streamBeginning, stream, nil, nil, nil),
                message(.packetBeginning, stream, 10, nil, nil),
                message(.event, stream, 12, nil, nil),
                message(.packetEnd, stream, 20, nil, nil),
                message(.discardedEvents, stream, 20, 30, 7),
                message(.packetBeginning, stream, 30, nil, nil),
                message(.event, stream, 30, nil, nil),
                message(.event, stream, 35, nil, nil),
                message(.packetEnd, stream, 40, nil, nil),
                message(.streamEnd, stream, nil, nil, nil),
            ])
        )
    }

    @Test("begins what is open there, after some messages were read already")
    func insidePacket() throws {
        let iterator = try iterator()
        for _ in 0..<4 { _ = try iterator.next() }
        try iterator.seek(toNanoseconds: 33)
        #expect(
            try Synthetic.texts(iterator) == [
                "streamBeginning 33", "packetBeginning 33", "event 35", "packetEnd 40",
                "streamEnd",
            ]
        )
        try iterator.seekToBeginning()
        #expect(try Synthetic.texts(iterator).count == 10)
    }

    @Test("cuts a loss in two, whose count is then unknown")
    func insideLoss() throws {
        let iterator = try iterator()
        try iterator.seek(toNanoseconds: 25)
        #expect(
            try Synthetic.texts(iterator).prefix(3) == [
                "streamBeginning 25", "discardedEvents 25-30", "packetBeginning 30",
            ]
        )
    }

    @Test("keeps messages of exactly the time")
    func boundary() throws {
        let iterator = try iterator()
        try iterator.seek(toNanoseconds: 20)
        #expect(
            try Synthetic.texts(iterator).prefix(4) == [
                "streamBeginning 20", "packetBeginning 20", "packetEnd 20",
                "discardedEvents 20-30 x7",
            ]
        )
    }

    @Test("gives nothing after the end, where nothing is open")
    func afterEnd() throws {
        let iterator = try iterator()
        try iterator.seek(toNanoseconds: 41)
        #expect(try Synthetic.texts(iterator).isEmpty)
    }

    @Test("fails when an iterator that was read cannot go back")
    func impossible() throws {
        final class Once: MessageIterator {
            func next() throws(GraphError) -> Message? { nil }
        }
        let iterator = PortIterator(Once())
        #expect(iterator.canSeekToTime)
        try iterator.seek(toNanoseconds: 1)
        #expect(try Synthetic.texts(iterator).isEmpty)
        #expect(!iterator.canSeekToTime)
        #expect(throws: GraphError.self) { try iterator.seek(toNanoseconds: 1) }
    }
}
