// SPDX-License-Identifier: Apache-2.0

public import Bytes
internal import CTFReader
public import TraceGraph
internal import TraceModel

/// Prints messages as `sink.text.pretty` does, one after the other.
///
/// ``TextView`` prints whole traces faster; this one prints what filters let through.
public struct PrettyMessagePrinter {
    /// What is known of a data stream.
    private struct State {
        /// The plan alone.
        let plans: [PrettyPlan]
        let name: PrettyStreamName
        var context = PaddedText()
    }

    private let options: PrettyOptions
    private var printer: PrettyPrinter
    private var warningTime: PrettyTime
    private var plans: [ObjectIdentifier: PrettyPlan] = [:]
    private var states: [ObjectIdentifier: State] = [:]

    /// Makes a printer.
    public init(_ options: PrettyOptions) {
        self.options = options
        printer = PrettyPrinter(options)
        warningTime = PrettyTime(options)
    }

    /// Prints a message.
    ///
    /// - Parameters:
    ///   - message: the message; only event records become lines.
    ///   - text: receives the line.
    /// - Returns: a warning, if the message tells of a loss.
    public mutating func print(_ message: Message, into text: inout TextBuffer) -> String? {
        guard let stream = message.stream else { return nil }
        let key = ObjectIdentifier(stream)
        if states[key] == nil { states[key] = makeState(stream) }
        guard let state = states[key] else { return nil }
        switch message.kind {
        case .packetBeginning:
            if let context = message.packetContext {
                states[key]?.context = printer.contextText(context, state.plans[0])
            }
        case .event:
            guard let fields = message.fields, let event = message.event else { return nil }
            let (items, window) = (fields.items, fields.window)
            let place = RecordPlace(
                eventIndex: event.index,
                itemCount: items.count,
                clock: message.cycles ?? 0,
                nanoseconds: message.nanoseconds
            )
            printer.print(
                place,
                items.span,
                window.span,
                state.plans,
                0,
                state.plans[0].tables,
                packetContext: state.context,
                into: &text
            )
        case .discardedEvents, .discardedPackets:
            return warning(message, state.name)
        case .streamBeginning, .packetEnd, .streamEnd, .inactivity: break
        }
        return nil
    }

    private mutating func makeState(_ stream: MessageStream) -> State {
        let key = ObjectIdentifier(stream.streamClass)
        let plan =
            plans[key]
            ?? PrettyPlan(
                stream.streamClass,
                in: stream.trace.compiled,
                named: stream.trace.name,
                options
            )
        plans[key] = plan
        return State(
            plans: [plan],
            name: PrettyStreamName(
                traceName: stream.trace.name,
                uuid: stream.trace.compiled.metadata.uuid?.description,
                streamName: stream.name,
                streamClassID: stream.streamClass.streamClass.id,
                streamID: stream.id
            )
        )
    }

    private mutating func warning(_ message: Message, _ name: PrettyStreamName) -> String {
        name.warning(
            count: message.count,
            isPackets: message.kind == .discardedPackets,
            begin: timeText(message.cycles, message.nanoseconds),
            end: timeText(message.endCycles, message.endNanoseconds)
        )
    }

    private mutating func timeText(_ cycles: UInt64?, _ nanoseconds: Int64?) -> String? {
        guard let cycles else { return nil }
        var text = TextBuffer()
        warningTime.append(cycles: cycles, nanoseconds: nanoseconds, to: &text)
        return String(decoding: text.bytes(), as: UTF8.self)
    }
}
