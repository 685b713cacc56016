// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceFields
internal import TraceGraph
internal import TraceModel

/// The line that describes a data stream.
enum JSONStreamLine {
    /// Appends the line.
    static func append(_ stream: MessageStream, _ names: PaddedText, _ text: inout TextBuffer) {
        let metadata = stream.trace.compiled.metadata
        text.append("{\"type\":\"stream\"")
        text.append(names)
        member(",\"stream_name\":", stream.name, &text)
        member(",\"stream_class_name\":", stream.streamClass.streamClass.identity.name, &text)
        member(",\"trace_name\":", stream.trace.name, &text)
        member(",\"trace_uuid\":", metadata.uuid?.description, &text)
        text.append(",\"environment\":{")
        for (index, entry) in metadata.traceClass.environment.enumerated() {
            if index > 0 { text.append(byte: 0x2C) }
            text.append(JSONText.quoted(entry.name))
            text.append(byte: 0x3A)
            switch entry.value {
            case .integer(let value): text.append(string: "\(value)")
            case .string(let value): text.append(JSONText.quoted(value))
            }
        }
        text.append(byte: 0x7D)
        if let clock = stream.streamClass.clock { append(clock, &text) }
        text.append("}\n")
    }

    private static func append(_ clock: ClockClass, _ text: inout TextBuffer) {
        text.append(",\"clock\":{\"frequency\":")
        text.append(decimal: clock.frequencyHertz)
        text.append(",\"offset_seconds\":")
        text.append(signed: clock.offsetSeconds)
        text.append(",\"offset_cycles\":")
        text.append(decimal: clock.offsetCycles)
        text.append(",\"is_unix_time\":")
        text.append(clock.origin == .unixEpoch ? "true" : "false")
        member(",\"name\":", clock.identity.name, &text)
        text.append(byte: 0x7D)
    }

    private static func member(_ key: StaticString, _ value: String?, _ text: inout TextBuffer) {
        guard let value, !value.isEmpty else { return }
        text.append(key)
        text.append(JSONText.quoted(value))
    }
}
