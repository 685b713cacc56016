// SPDX-License-Identifier: Apache-2.0

public import CTFReader
public import CTFWriter
internal import SystemCalls
public import TraceModel

/// Writes a whole trace anew, several data streams at a time.
public struct TraceConversion: Sendable {
    /// What became of a data stream.
    public struct StreamResult: Sendable {
        /// The files it was read from.
        public let sourcePaths: [String]
        /// The file it was written to.
        public let path: String
        /// How many event records were written.
        public let recordCount: UInt64
        /// Why reading or writing stopped early; nil when it did not.
        public let failure: CTFError?
    }

    /// The folder of the output.
    public let path: String
    /// What became of the data streams.
    public let streams: [StreamResult]

    /// Writes a trace.
    ///
    /// A data stream which cannot be read to its end is written as far as it can be.
    ///
    /// - Parameters:
    ///   - trace: the trace.
    ///   - path: the folder to make.
    ///   - options: the format, and what is left out.
    ///   - threadCount: how many threads to use at most; nil for one for each CPU.
    ///   - mayKeepLayout: whether packets may be copied as they are, where that says the same.
    /// - Throws: what the format cannot say, or why the folder cannot be made.
    public init(
        _ trace: CTFTrace,
        to path: String,
        options: TraceTranslation.Options = TraceTranslation.Options(),
        threadCount: Int? = nil,
        mayKeepLayout: Bool = true
    ) throws(CTFError) {
        let threads = threadCount ?? Threads.usableCPUCount()
        if mayKeepLayout,
            let copy = UnchangedCopy(trace, to: path, options: options, threadCount: threads),
            let results = copy.run()
        {
            self.path = path
            streams = zip(trace.streams, results).map { source, result in
                StreamResult(
                    sourcePaths: source.paths,
                    path: result.path,
                    recordCount: result.recordCount,
                    failure: nil
                )
            }
            return
        }
        let folder = try TranslatedTraceWriter(
            path: path,
            translation: try TraceTranslation(trace.trace, options: options)
        )
        // Names depend on the order, so they are given before the threads begin.
        let files = trace.streams.map { folder.reserveFile($0.paths.first) }
        let ids = Self.ids(trace.streams)
        let count = trace.streams.count
        let results = Monitor([StreamResult?](repeating: nil, count: count))
        let next = Monitor(0)
        Threads.run(min(threads, max(count, 1))) { _ in
            while true {
                let number = next.change { value in
                    defer { value += 1 }
                    return value
                }
                guard number < count else { return }
                let result = Self.copy(
                    trace.streams[number],
                    folder,
                    files[number],
                    ids[number],
                    trace
                )
                results.change { $0[number] = result }
            }
        }
        self.path = path
        streams = results.change { $0.compactMap { $0 } }
    }

    /// The ids of data streams in their classes; those without one get free numbers.
    private static func ids(_ streams: [DataStream]) -> [UInt64] {
        var taken: [UInt64: Set<UInt64>] = [:]
        for stream in streams {
            guard let id = stream.id else { continue }
            taken[stream.streamClass.streamClass.id, default: []].insert(id)
        }
        return streams.map { stream in
            if let id = stream.id { return id }
            var id: UInt64 = 0
            while !taken[stream.streamClass.streamClass.id, default: []].insert(id).inserted {
                id += 1
            }
            return id
        }
    }

    private static func copy(
        _ source: DataStream,
        _ folder: TranslatedTraceWriter,
        _ file: String,
        _ id: UInt64,
        _ trace: CTFTrace
    ) -> StreamResult {
        let writer: TranslatedStreamWriter
        do throws(CTFError) {
            writer = try folder.stream(
                classID: source.streamClass.streamClass.id,
                id: id,
                file: file
            )
            writer.checksLossTimes = false
        } catch {
            return StreamResult(
                sourcePaths: source.paths,
                path: "\(folder.path)/\(file)",
                recordCount: 0,
                failure: error
            )
        }
        let cursor = DataStreamCursor(source, windowBytes: trace.windowBytes)
        var failure: CTFError?
        do throws(CTFError) {
            while let message = try cursor.next() { try copy(message, cursor, to: writer) }
        } catch {
            failure = error
        }
        do throws(CTFError) {
            if writer.isPacketOpen { try writer.endPacket(clock: nil) }
            try writer.finish()
        } catch {
            failure = failure ?? error
        }
        return StreamResult(
            sourcePaths: source.paths,
            path: writer.path,
            recordCount: writer.recordCount,
            failure: failure
        )
    }

    private static func copy(
        _ message: DataStreamCursor.Message,
        _ cursor: DataStreamCursor,
        to writer: TranslatedStreamWriter
    ) throws(CTFError) {
        switch message {
        case .streamBeginning, .streamEnd: return
        case .packetBeginning:
            try writer.beginPacket(context: cursor.packetContext, clock: cursor.clock)
        case .event:
            let (batch, first) = cursor.takeBatch()
            try writer.append(batch, first..<batch.records.count)
        case .discardedEvents:
            let loss = cursor.loss
            try writer.discardedEvents(loss?.count, begin: loss?.beginClock, end: loss?.endClock)
        case .discardedPackets:
            let loss = cursor.loss
            try writer.discardedPackets(loss?.count, begin: loss?.beginClock, end: loss?.endClock)
        case .packetEnd: try writer.endPacket(clock: cursor.clock)
        }
    }
}
