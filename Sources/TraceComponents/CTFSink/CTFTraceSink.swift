// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import CTFWriter
internal import SystemCalls
public import TraceGraph
public import TraceModel

/// Writes the messages of any number of traces as trace folders.
public final class CTFTraceSink {
    private let options: CTFSinkOptions
    private var traces: [ObjectIdentifier: Trace] = [:]
    private var streams: [ObjectIdentifier: Stream] = [:]
    /// The folders that were made, in order.
    public private(set) var folders: [String] = []

    private final class Trace {
        let source: MessageTrace
        let writer: TranslatedTraceWriter

        init(_ source: MessageTrace, _ writer: TranslatedTraceWriter) {
            self.source = source
            self.writer = writer
        }
    }

    private final class Stream {
        /// From how many bytes on a packet is ended which no message has begun.
        static let packetBytes: UInt64 = 4 << 20
        let source: MessageStream
        let writer: TranslatedStreamWriter
        /// Whether the open packet was begun by no message.
        var isPacketImplied = false
        var packetStart: UInt64 = 0

        init(_ source: MessageStream, _ writer: TranslatedStreamWriter) {
            self.source = source
            self.writer = writer
        }
    }

    /// Makes a sink that has written nothing yet.
    public init(_ options: CTFSinkOptions) {
        self.options = options
    }

    /// Writes what a message says.
    ///
    /// - Throws: what the output cannot say, or why it cannot be written.
    public func consume(_ message: Message) throws(CTFError) {
        guard let source = message.stream else { return }
        let stream = try stream(source)
        let writer = stream.writer
        switch message.kind {
        case .streamBeginning, .inactivity: return
        case .packetBeginning:
            try endImpliedPacket(stream)
            try writer.beginPacket(context: message.packetContext, clock: message.cycles)
        case .packetEnd:
            try writer.endPacket(clock: message.cycles)
        case .event:
            try beginImpliedPacket(stream, message)
            guard let event = message.event, let fields = message.fields else { return }
            let items = fields.items
            try writer.append(
                event: event.index,
                clock: message.cycles ?? 0,
                items: items,
                range: items.indices,
                window: fields.window
            )
        case .discardedEvents:
            try endImpliedPacket(stream)
            try writer.discardedEvents(
                message.count,
                begin: message.cycles,
                end: message.endCycles
            )
        case .discardedPackets:
            try endImpliedPacket(stream)
            try writer.discardedPackets(
                message.count,
                begin: message.cycles,
                end: message.endCycles
            )
        case .streamEnd:
            try endImpliedPacket(stream)
            if writer.byteCount == 0 && source.hasNoPackets {
                // A data stream without packets gets one.
                try writer.beginPacket(context: nil, clock: nil)
                try writer.endPacket(clock: nil)
            }
            try writer.finish()
            streams[ObjectIdentifier(source)] = nil
        }
    }

    /// Ends what is still open, and announces the traces.
    ///
    /// - Returns: one line for each trace, unless the sink is quiet.
    public func finish() throws(CTFError) -> [String] {
        for stream in streams.values {
            try endImpliedPacket(stream)
            if stream.writer.isPacketOpen { try stream.writer.endPacket(clock: nil) }
            try stream.writer.finish()
        }
        streams.removeAll()
        return options.isQuiet ? [] : folders.map { "Created CTF trace `\($0)`." }
    }

    private func beginImpliedPacket(_ stream: Stream, _ message: Message) throws(CTFError) {
        let byteCount = stream.writer.byteCount - stream.packetStart
        if stream.isPacketImplied, byteCount > Stream.packetBytes {
            try endImpliedPacket(stream)
        }
        guard !stream.writer.isPacketOpen else { return }
        stream.packetStart = stream.writer.byteCount
        try stream.writer.beginPacket(context: message.packetContext, clock: message.cycles)
        stream.isPacketImplied = true
    }

    private func endImpliedPacket(_ stream: Stream) throws(CTFError) {
        guard stream.isPacketImplied else { return }
        stream.isPacketImplied = false
        try stream.writer.endPacket(clock: nil)
    }

    private func stream(_ source: MessageStream) throws(CTFError) -> Stream {
        if let known = streams[ObjectIdentifier(source)] { return known }
        let trace = try trace(source.trace)
        let writer = try trace.writer.stream(
            classID: source.streamClass.streamClass.id,
            id: source.id,
            file: trace.writer.reserveFile(source.name)
        )
        let stream = Stream(source, writer)
        streams[ObjectIdentifier(source)] = stream
        return stream
    }

    private func trace(_ source: MessageTrace) throws(CTFError) -> Trace {
        if let known = traces[ObjectIdentifier(source)] { return known }
        if options.assumesSingleTrace && !traces.isEmpty {
            throw CTFError(
                .unsupported,
                path: options.path,
                place: "",
                problem: "there is more than one trace",
                remedy: "Do without the parameter assume-single-trace"
            )
        }
        let path = OutputFolder.path(
            options,
            trace: source.compiled.metadata.traceClass,
            name: source.name
        )
        let translation = try TraceTranslation(source.compiled, options: options.translation)
        let trace = Trace(source, try TranslatedTraceWriter(path: path, translation: translation))
        traces[ObjectIdentifier(source)] = trace
        folders.append(path)
        return trace
    }
}

extension MessageStream {
    /// Whether its class has no packet context, so that it may have no packets at all.
    fileprivate var hasNoPackets: Bool { streamClass.streamClass.packetContext == nil }
}
