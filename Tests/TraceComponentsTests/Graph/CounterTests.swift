// SPDX-License-Identifier: Apache-2.0

import Bytes
import Testing
import TraceComponents
import TraceGraph

@Suite("The counter")
struct CounterTests {
    private func text(_ kinds: [Message.Kind], step: UInt64, hidesZero: Bool = false) -> String {
        var counter = MessageCounter(step: step, hidesZero: hidesZero)
        var text = TextBuffer()
        for kind in kinds { counter.count(kind, into: &text) }
        counter.finish(into: &text)
        return String(decoding: text.bytes(), as: UTF8.self)
    }

    @Test("prints all kinds at the end")
    func all() {
        let kinds: [Message.Kind] = [
            .streamBeginning, .packetBeginning, .event, .packetEnd, .packetBeginning, .event,
            .packetEnd, .streamEnd,
        ]
        #expect(
            text(kinds, step: 0) == """
                              2 Event messages
                              1 Stream beginning message
                              1 Stream end message
                              2 Packet beginning messages
                              2 Packet end messages
                              0 Discarded event messages
                              0 Discarded packet messages
                              0 Message iterator inactivity messages
                              8 messages (TOTAL)

                """
        )
    }

    @Test("prints blocks after the batch that ends a step, and at the end only what is new")
    func steps() {
        func block(_ count: Int) -> String {
            let digits = String(repeating: " ", count: 15 - "\(count)".count) + "\(count)"
            return "\(digits) Event messages\n\(digits) messages (TOTAL)\n"
        }
        func blocks(_ count: Int, step: UInt64) -> String {
            text([Message.Kind](repeating: .event, count: count), step: step, hidesZero: true)
        }
        #expect(blocks(15, step: 2) == block(15) + "\n")
        #expect(blocks(32, step: 1) == block(15) + "\n" + block(30) + "\n" + block(32))
        #expect(blocks(70, step: 20) == block(30) + "\n" + block(60) + "\n" + block(70))
        #expect(blocks(9, step: 2) == block(9))
    }

    @Test("has the step of Babeltrace when none is given")
    func defaultStep() {
        var counter = MessageCounter(hidesZero: true)
        var text = TextBuffer()
        for _ in 0..<10_004 { counter.count(.event, into: &text) }
        #expect(text.count == 0)
        counter.count(.event, into: &text)
        #expect(text.count > 0)
    }
}
