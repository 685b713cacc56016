// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceGraph
internal import TraceModel

extension DetailsPrinter {
    /// Appends the time of a message, or both times of a loss.
    func appendTimes(
        _ message: Message,
        _ support: DetailsSupport?,
        _ text: inout TextBuffer
    ) {
        guard options.showsTime, message.clock != nil else { return }
        switch message.kind {
        case .streamBeginning, .streamEnd:
            appendTime(message.cycles, message.nanoseconds, &text)
        case .packetBeginning:
            guard support?.packetsHaveBeginTime == true else { return }
            appendTime(message.cycles, message.nanoseconds, &text)
        case .packetEnd:
            guard support?.packetsHaveEndTime == true else { return }
            appendTime(message.cycles, message.nanoseconds, &text)
        case .discardedEvents, .discardedPackets:
            guard support?.lossesHaveTimes == true else { return }
            appendTime(message.cycles, message.nanoseconds, &text)
            appendTime(message.endCycles, message.endNanoseconds, &text)
        case .event, .inactivity:
            appendTime(message.cycles, message.nanoseconds, &text)
        }
    }

    private func appendTime(_ cycles: UInt64?, _ nanoseconds: Int64?, _ text: inout TextBuffer) {
        let colors = writer.colors
        text.append("[")
        if let cycles {
            text.append(string: colors.time)
            text.append(DetailsNumber.text(cycles))
            text.append(string: colors.reset)
            if !options.isCompact { text.append(" cycles") }
            if let nanoseconds {
                text.append(options.isCompact ? " " : ", ")
                text.append(string: colors.time)
                text.append(DetailsNumber.text(nanoseconds))
                text.append(string: colors.reset)
                if !options.isCompact { text.append(" ns from origin") }
            }
        } else {
            writer.colored(colors.time, "Unknown", &text)
        }
        text.append(options.isCompact ? "] " : "]\n")
    }

    /// Appends which data stream a message is about.
    func appendTag(_ message: Message, _ text: inout TextBuffer) {
        guard let stream = message.stream else { return }
        let colors = writer.colors
        let trace = DetailsNumber.text(UInt64(traces[ObjectIdentifier(stream.trace)] ?? 0))
        let streamClass = DetailsNumber.text(stream.streamClass.streamClass.id)
        let id = DetailsNumber.text(stream.id)
        func number(_ digits: [UInt8], _ text: inout TextBuffer) {
            text.append(string: colors.tagNumber)
            text.append(digits)
            text.append(string: colors.reset)
            text.append(string: colors.tag)
        }
        text.append(string: colors.tag)
        if options.isCompact {
            text.append("{")
            number(trace + [0x20] + streamClass + [0x20] + id, &text)
        } else {
            text.append("{Trace ")
            number(trace, &text)
            text.append(", Stream class ID ")
            number(streamClass, &text)
            text.append(", Stream ID ")
            number(id, &text)
        }
        text.append("}")
        text.append(string: colors.reset)
        text.append(options.isCompact ? " " : "\n")
    }
}
