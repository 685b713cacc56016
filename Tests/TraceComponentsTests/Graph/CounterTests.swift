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

    @Test("prints blocks after steps, and at the end only what is new")
    func steps() {
        let block = """
                          2 Event messages
                          2 messages (TOTAL)

            """
        #expect(text([.event, .event], step: 2, hidesZero: true) == block + "\n")
        #expect(
            text([.event, .event, .streamEnd], step: 2, hidesZero: true) == block + "\n" + """
                              2 Event messages
                              1 Stream end message
                              3 messages (TOTAL)

                """
        )
    }
}
