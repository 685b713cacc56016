// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Synchronization
import TraceGraph
import TraceModel

/// Makes messages without files.
enum Synthetic {
    /// A data stream whose clock counts nanoseconds from its origin.
    static func stream(id: UInt64 = 0) throws -> MessageStream {
        let metadata = TraceMetadata(
            clockClasses: [ClockClass(id: "c", origin: .unixEpoch)],
            dataStreamClasses: [DataStreamClass(defaultClockClassID: "c")],
            eventRecordClasses: [EventRecordClass(identity: Identity(name: "e"))]
        )
        let compiled = try CompiledTrace(metadata)
        return MessageStream(
            trace: MessageTrace(compiled: compiled, name: nil),
            streamClass: compiled.streams[0],
            id: id,
            name: nil
        )
    }

    /// A message at a time, or without one.
    static func message(
        _ kind: Message.Kind,
        _ stream: MessageStream,
        _ time: Int64? = nil,
        end: Int64? = nil,
        count: UInt64? = nil
    ) -> Message {
        var message = Message(kind, stream: stream)
        message.nanoseconds = time
        message.cycles = time.map { UInt64($0) }
        message.endNanoseconds = end
        message.endCycles = end.map { UInt64($0) }
        message.count = count
        return message
    }

    /// All messages of an iterator as short texts.
    static func texts(_ iterator: any MessageIterator) throws -> [String] {
        var texts: [String] = []
        while let message = try iterator.next() {
            var text = "\(message.kind)"
            if let time = message.nanoseconds { text += " \(time)" }
            if let time = message.endNanoseconds { text += "-\(time)" }
            if let count = message.count { text += " x\(count)" }
            texts.append(text)
        }
        return texts
    }
}

/// What components of a test have done.
final class Journal: Sendable {
    private let entries = Mutex<[String]>([])

    func write(_ entry: String) { entries.withLock { $0.append(entry) } }

    var all: [String] { entries.withLock { $0 } }
}
