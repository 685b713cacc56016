// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import CTFWriter
internal import SystemCalls
public import TraceModel

/// Writes what is readable of a damaged trace as a new whole one.
public struct TraceRecovery {
    /// What was recovered and what was lost.
    public private(set) var report = RecoveryReport()
    private let trace: CompiledTrace
    private let folder: TranslatedTraceWriter
    private var streams: [Key: TranslatedStreamWriter] = [:]
    private var previous: [Key: PacketInfo] = [:]
    private var clocks: [Key: UInt64] = [:]

    /// A data stream in a file; files are not merged, for their order may be lost.
    private struct Key: Hashable {
        let classID: UInt64
        let id: UInt64?
        let path: String
    }

    /// Recovers a trace.
    ///
    /// - Parameters:
    ///   - path: the folder of the damaged trace.
    ///   - output: the folder to make.
    ///   - format: the format to write.
    /// - Returns: what was recovered and what was lost.
    /// - Throws: that too little is readable to make a trace, or why the output cannot be written.
    public static func recover(
        _ path: String,
        to output: String,
        format: MetadataFormat = .ctf2
    ) throws(CTFError) -> RecoveryReport {
        let bytes: [UInt8]
        let files: [String]
        do throws(SystemError) {
            bytes = try FileReader.contents(of: "\(path)/metadata", limitBytes: 1 << 28)
            files = try Directory.entries(of: path).filter { name in
                name != "metadata" && !name.hasPrefix(".")
                    && Directory.kind(of: "\(path)/\(name)") == .file
            }
        } catch {
            throw CTFError(
                .access,
                path: path,
                place: "",
                problem: "\(error)",
                remedy: "Name the folder of a trace, which has a file \"metadata\""
            )
        }
        let metadata = try MetadataRecovery(bytes, path: "\(path)/metadata")
        var recovery = try TraceRecovery(metadata, output, format)
        for file in files { try recovery.recover(file: "\(path)/\(file)") }
        for stream in recovery.streams.values { try stream.finish() }
        return recovery.report
    }

    private init(
        _ metadata: MetadataRecovery,
        _ output: String,
        _ format: MetadataFormat
    ) throws(CTFError) {
        trace = try CompiledTrace(metadata.metadata)
        folder = try TranslatedTraceWriter(
            path: output,
            translation: try TraceTranslation(trace, options: .init(format: format))
        )
        report.metadataLosses = metadata.losses
    }
}

extension TraceRecovery {
    private mutating func recover(file path: String) throws(CTFError) {
        let reader = try PacketReader(path: path, trace: trace)
        let search = MagicSearch(trace.metadata)
        var offset: UInt64 = 0
        var clock: UInt64 = 0
        while offset < reader.size {
            let context = FieldRecord()
            let info: PacketInfo
            do throws(CTFError) {
                info = try reader.open(at: offset, context: context, clock: clock)
            } catch {
                let next = try search.next(in: reader, from: offset + 1)
                lose(path, from: offset, to: next, "no packet can be read: \(error.problem)")
                offset = next
                continue
            }
            let packet = try copy(reader, info, context)
            clock = packet.clock
            let end = info.endOffset
            guard let failure = packet.failure else {
                guard end > offset, end <= reader.size else {
                    lose(path, from: reader.size, to: reader.size, "the last packet is cut")
                    return
                }
                offset = end
                continue
            }
            let damage = min(offset &+ packet.position / 8, reader.size)
            // The length may be what is wrong, so a packet must begin where this one should end.
            var next = end
            if end < reader.size, end > offset, Self.isPacket(reader, at: end, clock) {
                next = end
            } else {
                next = try search.next(in: reader, from: offset + 1)
            }
            lose(
                path,
                from: damage,
                to: next,
                "\(failure.problem); \(packet.recordCount) event records of the packet at byte"
                    + " \(offset) were kept"
            )
            offset = next
        }
    }

    private static func isPacket(_ reader: PacketReader, at offset: UInt64, _ clock: UInt64) -> Bool
    {
        do throws(CTFError) {
            _ = try reader.open(at: offset, clock: clock)
            return true
        } catch {
            return false
        }
    }

    private mutating func lose(
        _ path: String,
        from offset: UInt64,
        to end: UInt64,
        _ problem: String
    ) {
        report.losses.append(
            RecoveryReport.Loss(path: path, offset: offset, endOffset: end, problem: problem)
        )
    }

    /// What became of an open packet.
    private struct Copied {
        var recordCount: UInt64 = 0
        var clock: UInt64 = 0
        /// The bits up to the first event record that was not read.
        var position: UInt64 = 0
        var failure: CTFError?
    }

    /// Writes the event records of the open packet as far as they can be read.
    private mutating func copy(
        _ reader: PacketReader,
        _ info: PacketInfo,
        _ context: FieldRecord
    ) throws(CTFError) -> Copied {
        let key = Key(classID: info.streamClassID, id: info.streamID, path: reader.path)
        let writer = try writer(key)
        try tellLosses(before: info, previous[key], to: writer)
        previous[key] = info
        try writer.beginPacket(context: context, clock: info.beginClock)
        var copied = Copied()
        let before = writer.recordCount
        copied.clock = info.beginClock ?? clocks[key] ?? 0
        do throws(CTFError) {
            while try reader.nextBatch(maximum: 256) {
                let batch = reader.batch
                try writer.append(batch, batch.records.indices)
                copied.clock = batch.records.last?.clock ?? copied.clock
            }
        } catch {
            if error.kind == .access { throw error }
            copied.failure = error
        }
        copied.position = reader.position
        copied.recordCount = writer.recordCount - before
        let end = info.endClock.flatMap { $0 >= copied.clock ? $0 : nil } ?? copied.clock
        try writer.endPacket(clock: end)
        copied.clock = end
        clocks[key] = end
        report.packetCount += 1
        report.recordCount += copied.recordCount
        return copied
    }

    private mutating func writer(_ key: Key) throws(CTFError) -> TranslatedStreamWriter {
        if let known = streams[key] { return known }
        let unnamed = streams.keys.filter { $0.classID == key.classID && $0.id == nil }.count
        let made = try folder.stream(
            classID: key.classID,
            id: key.id ?? UInt64(unnamed),
            file: folder.reserveFile(key.path)
        )
        made.checksLossTimes = false
        streams[key] = made
        return made
    }

    /// Counts what the tracer itself had lost, and packets that could not be read.
    private func tellLosses(
        before info: PacketInfo,
        _ previous: PacketInfo?,
        to writer: TranslatedStreamWriter
    ) throws(CTFError) {
        if let count = info.discardedCount {
            let before = previous?.discardedCount ?? 0
            if count > before {
                try writer.discardedEvents(count - before, begin: nil, end: nil)
            }
        }
        if let number = info.sequenceNumber, let before = previous?.sequenceNumber,
            number > before, number - before > 1
        {
            try writer.discardedPackets(number - before - 1, begin: nil, end: nil)
        }
    }
}
