// SPDX-License-Identifier: Apache-2.0

import CTFReader
import TraceModel

/// Writes the messages of data streams as text, to compare a trace with what was written from it.
struct TraceText {
    /// The trace whose classes say what is compared.
    let reference: CompiledTrace

    /// The lines of a data stream, one for each message.
    ///
    /// - Throws: why it cannot be read.
    func lines(of stream: DataStream, limit: Int = .max) throws(CTFError) -> [String] {
        let cursor = DataStreamCursor(stream)
        let read = stream.streamClass
        let other = reference.stream(id: read.streamClass.id)
        var lines: [String] = []
        while let message = try cursor.next() {
            guard lines.count < limit else { break }
            var line = "\(message) \(cursor.clock.map { "\($0)" } ?? "-")"
            switch message {
            case .packetBeginning:
                var values = ValueText(cursor.packetContext.items, cursor.packetContext.window)
                line +=
                    " "
                    + values.text([
                        (
                            read.streamClass.packetContext,
                            other?.streamClass.packetContext?.withoutRoles
                        )
                    ])
            case .event: line += " " + event(cursor, other)
            case .discardedEvents, .discardedPackets:
                line += " \(String(describing: cursor.loss))"
            default: break
            }
            lines.append(line)
        }
        return lines
    }

    private func event(_ cursor: DataStreamCursor, _ other: CompiledStreamClass?) -> String {
        guard let record = cursor.record, let event = cursor.event?.eventClass else { return "?" }
        let source = other?.events[Int(record.eventIndex)].eventClass
        var values = ValueText(
            cursor.batch.items,
            cursor.batch.window,
            from: Int(record.firstItem)
        )
        let stream = cursor.stream.streamClass.streamClass
        let text = values.text([
            (stream.eventRecordCommonContext, other?.streamClass.eventRecordCommonContext),
            (event.specificContext, source?.specificContext),
            (event.payload, source?.payload),
        ])
        return "\(event.id) \(event.identity.name ?? "") \(text)"
    }
}

extension StructureFieldClass {
    /// The structure without the members that tell readers about the packet.
    fileprivate var withoutRoles: StructureFieldClass {
        StructureFieldClass(
            members.filter { member in
                switch member.fieldClass {
                case .integer(let integer): integer.roles.isEmpty
                case .variableLengthInteger(let integer): integer.roles.isEmpty
                default: true
                }
            }
        )
    }
}
