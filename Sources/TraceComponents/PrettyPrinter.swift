// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
public import CTFReader
internal import SystemCalls
internal import TraceModel

/// Prints event records as lines in the form of Babeltrace's `sink.text.pretty`.
public struct PrettyPrinter {
    private let style: TextStyle
    private let values: ValuePrinter
    private var text = TextBuffer()
    private var previousTime: Int64?
    private var localTime = LocalTime()
    /// The part of a line that is the same for all records of a trace.
    private var traceParts: [ObjectIdentifier: [UInt8]] = [:]

    /// Makes a printer.
    public init(style: TextStyle) {
        self.style = style
        values = ValuePrinter(isColored: style.isColored)
    }

    /// Bytes of lines not yet taken.
    public var byteCount: Int { text.bytes.count }

    /// Takes the lines printed so far.
    public mutating func takeBytes() -> [UInt8] {
        let bytes = text.bytes
        text.bytes = []
        text.bytes.reserveCapacity(bytes.count)
        return bytes
    }

    /// Gives the storage of taken bytes back for the next lines.
    public mutating func recycle(_ bytes: consuming [UInt8]) {
        var bytes = bytes
        bytes.removeAll(keepingCapacity: true)
        if text.bytes.isEmpty { text.bytes = bytes }
    }

    /// Prints the current record of a stream.
    public mutating func print(_ stream: DataStreamReader) {
        if let time = stream.nanoseconds { printTime(time) }
        text.append(tracePart(stream.trace))
        color(.eventName)
        if let name = stream.event?.name {
            text.append(name)
        } else {
            text.append("<unknown>")
        }
        reset()
        text.append(": ")
        var isFirst = true
        // Only the packet context has fields that serve the reader alone.
        printScope(
            stream.packetContext,
            stream.packetContextWindow,
            skippingRoles: true,
            &isFirst
        )
        printScope(stream.commonContext, stream.window, skippingRoles: false, &isFirst)
        printScope(stream.specificContext, stream.window, skippingRoles: false, &isFirst)
        printScope(stream.payload, stream.window, skippingRoles: false, &isFirst)
        text.append("\n")
    }

    private mutating func printScope(
        _ scope: FieldValues,
        _ window: [UInt8],
        skippingRoles: Bool,
        _ isFirst: inout Bool
    ) {
        guard !scope.values.isEmpty else { return }
        let start = text.bytes.count
        if !isFirst { text.append(", ") }
        if values.printScope(scope, window: window, skippingRoles: skippingRoles, into: &text) {
            isFirst = false
        } else {
            text.bytes.removeSubrange(start...)
        }
    }

    private mutating func printTime(_ time: Int64) {
        text.append("[")
        color(.timestamp)
        appendTime(time)
        reset()
        text.append("] (+")
        if let previous = previousTime {
            let delta = UInt64(clamping: time.subtractingReportingOverflow(previous).partialValue)
            text.append(delta / 1_000_000_000)
            text.append(".")
            text.append(delta % 1_000_000_000, width: 9)
        } else {
            text.append("?.?????????")
        }
        text.append(") ")
        previousTime = time
    }

    private mutating func appendTime(_ time: Int64) {
        var seconds = time / 1_000_000_000
        var nanoseconds = time % 1_000_000_000
        guard time >= 0 else {
            // Before the origin there is no date: seconds with a minus sign.
            text.append("-")
            text.append(time.magnitude / 1_000_000_000)
            text.append(".")
            text.append(time.magnitude % 1_000_000_000, width: 9)
            return
        }
        if nanoseconds < 0 {
            nanoseconds += 1_000_000_000
            seconds -= 1
        }
        if !style.isUTC { seconds += localTime.offsetSeconds(at: seconds) }
        if style.showsDate { appendDate(seconds) }
        let second = UInt64(((seconds % 86_400) + 86_400) % 86_400)
        text.append(second / 3_600, width: 2)
        text.append(":")
        text.append(second / 60 % 60, width: 2)
        text.append(":")
        text.append(second % 60, width: 2)
        text.append(".")
        text.append(UInt64(nanoseconds), width: 9)
    }

    /// The civil date of a number of seconds, by the proleptic Gregorian calendar: an era is 400
    /// years, and years begin in March so that the leap day is the last.
    private mutating func appendDate(_ seconds: Int64) {
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let day = days - era * 146_097
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        text.append(UInt64(clamping: year + era * 400 + (civilMonth <= 2 ? 1 : 0)), width: 4)
        text.append("-")
        text.append(UInt64(civilMonth), width: 2)
        text.append("-")
        text.append(UInt64(dayOfYear - (153 * month + 2) / 5 + 1), width: 2)
        text.append(" ")
    }

    private mutating func tracePart(_ trace: CompiledTrace) -> [UInt8] {
        let key = ObjectIdentifier(trace)
        if let known = traceParts[key] { return known }
        let environment = trace.metadata.trace
        var parts = [
            environment.environmentText("hostname"), environment.environmentText("procname"),
        ].compactMap(\.self)
        if let process = environment.environmentText("vpid") { parts.append("(\(process))") }
        let part = Array(parts.isEmpty ? "".utf8 : (parts.joined(separator: ":") + " ").utf8)
        traceParts[key] = part
        return part
    }

    private mutating func color(_ color: TextStyle.Color) {
        if style.isColored { text.append(color.code) }
    }

    private mutating func reset() {
        if style.isColored { text.append(TextStyle.Color.reset.code) }
    }

    /// The warning about records or packets that a stream lost.
    public mutating func warning(
        _ loss: DataStreamReader.Loss,
        in stream: DataStreamReader
    ) -> String {
        let saved = text.bytes
        defer { text.bytes = saved }
        func time(_ value: Int64?) -> String? {
            guard let value else { return nil }
            text.bytes = []
            appendTime(value)
            return "[\(String(decoding: text.bytes, as: UTF8.self))]"
        }
        let noun = (loss.isPackets ? "packet" : "event") + (loss.count == 1 ? "" : "s")
        let when: String =
            if let end = time(loss.end) {
                time(loss.begin).map { "between \($0) and \(end)" } ?? "before \(end)"
            } else {
                "(unknown time range)"
            }
        let identifier = stream.streamID.map { "\($0)" } ?? "unknown"
        return "WARNING: Tracer discarded \(loss.count) \(noun) \(when) in \"\(stream.path)\""
            + " (stream class ID: \(stream.streamClassID), stream ID: \(identifier))."
    }
}
