// SPDX-License-Identifier: Apache-2.0

/// Each word of the field that the project uses is explained, in one line, once.
enum GlossaryRule {
    private static let words = """
        tracepoint, event, event record, field, field class, event class, data stream, packet, \
        trace, clock class, context, tracing domain, recording session, channel, event rule, \
        filter, trigger, snapshot, rotation, trace chunk, live, relay, map channel, map, key, \
        counter, producer, consumer, sub-buffer, ring buffer, state dump, agent, component class, \
        source, sink, message, graph
        """.split(separator: ", ").map(String.init)

    static func findings(in text: String) -> [Finding] {
        let explained = text.matches(of: /(?m)^- \*\*([^*]+)\*\*: ./).map { String($0.output.1) }
        let missing = words.filter { !explained.contains($0) }
        let counts = Dictionary(explained.map { ($0, 1) }, uniquingKeysWith: +)
        return missing.map { Finding("\($0) is not explained") }
            + counts.filter { $0.value > 1 }.keys.sorted().map { Finding("\($0) is there twice") }
    }
}
