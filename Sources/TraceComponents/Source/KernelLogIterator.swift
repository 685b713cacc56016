// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceGraph
internal import TraceModel

/// Gives an event for each line of the kernel's log.
final class KernelLogIterator: MessageIterator {
    private enum Stage {
        case beginning
        case lines
        case done
    }

    /// The name of standard input as a trace.
    private static let standardInput = "/dev/stdin"
    private let path: String?
    private let extractsTime: Bool
    private let actor: String
    private let fields = FieldRecord()
    private var reader: LineReader?
    private var stream: MessageStream?
    private var stage = Stage.beginning
    private var first: KernelLogLine?

    init(path: String?, extractsTime: Bool, actor: String) {
        self.path = path
        self.extractsTime = extractsTime
        self.actor = actor
    }

    func next() throws(GraphError) -> Message? {
        switch stage {
        case .beginning:
            stage = .lines
            // The first line tells whether the lines have times.
            first = try nextLine()
            let stream = try makeStream(hasClock: first?.nanoseconds != nil)
            self.stream = stream
            return Message(.streamBeginning, stream: stream)
        case .lines:
            guard let stream else { return nil }
            let line: KernelLogLine?
            if first != nil {
                line = first
                first = nil
            } else {
                line = try nextLine()
            }
            guard let line else {
                stage = .done
                return Message(.streamEnd, stream: stream)
            }
            return event(line, stream)
        case .done:
            return nil
        }
    }

    var canSeekToBeginning: Bool { path != nil }

    func seekToBeginning() throws(GraphError) {
        guard path != nil else {
            throw GraphError(actor: actor, "Standard input can be read only once.")
        }
        reader = nil
        first = nil
        stage = .beginning
    }

    private func event(_ line: KernelLogLine, _ stream: MessageStream) -> Message {
        var message = Message(.event, stream: stream)
        if let clock = stream.streamClass.clock {
            message.cycles = line.nanoseconds ?? 0
            message.nanoseconds = clock.nanosecondsFromOrigin(cycles: line.nanoseconds ?? 0)
        }
        message.event = stream.streamClass.events.first
        let bytes = Array(line.text)
        fields.fill([FieldItem(0, byteCount: UInt32(clamping: bytes.count))], bytes)
        message.fields = fields
        return message
    }

    /// The next line that is not empty; nil after the last one.
    private func nextLine() throws(GraphError) -> KernelLogLine? {
        do throws(SystemError) {
            if reader == nil { reader = try LineReader(path: path ?? Self.standardInput) }
            while let bytes = try reader?.next() {
                if bytes.isEmpty { continue }
                return extractsTime ? KernelLogLine(bytes) : KernelLogLine(untimed: bytes)
            }
            return nil
        } catch {
            throw GraphError(actor: actor, "The lines cannot be read. \(error)")
        }
    }

    /// A data stream of one class of events.
    private func makeStream(hasClock: Bool) throws(GraphError) -> MessageStream {
        // Seeking gives the same data stream again, for consumers know data streams by identity.
        if let stream { return stream }
        let clock = "default"
        let payload = StructureFieldClass([
            StructureFieldClass.Member("str", .string(StringFieldClass()))
        ])
        let metadata = TraceMetadata(
            clockClasses: hasClock ? [ClockClass(id: clock)] : [],
            dataStreamClasses: [DataStreamClass(defaultClockClassID: hasClock ? clock : nil)],
            eventRecordClasses: [
                EventRecordClass(identity: Identity(name: "string"), payload: payload)
            ]
        )
        do throws(CTFError) {
            let compiled = try CompiledTrace(metadata)
            guard let streamClass = compiled.streams.first else {
                throw CTFError(
                    .metadata,
                    path: path ?? "",
                    place: "",
                    problem: "there is no data stream class",
                    remedy: "This is a mistake of the program"
                )
            }
            let name = path.map { String($0.split(separator: "/").last ?? "") } ?? "STDIN"
            return MessageStream(
                trace: MessageTrace(
                    compiled: compiled,
                    name: name,
                    streams: [MessageTrace.Stream(id: 0, classID: 0)],
                    hasPackets: false
                ),
                streamClass: streamClass,
                id: 0,
                name: nil
            )
        } catch {
            throw GraphError(actor: actor, error.description)
        }
    }
}
