// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import CTFReader
internal import CTFWriter
internal import SystemCalls
internal import TraceModel

/// Copies the packets of a sound trace as they are, under metadata that describes their layout.
///
/// What was written is then read as a reader of the new trace would read it, so a trace that has
/// damage, or says something that the other format understands differently, is never copied.
struct UnchangedCopy {
    /// Packets which follow one another in a source file and in the file of the output.
    private struct Part: Sendable {
        let source: String
        let range: Range<UInt64>
        let stream: Int
        let offset: UInt64
    }

    private static let partBytes: UInt64 = 16 << 20
    private let trace: CTFTrace
    private let path: String
    private let compiled: CompiledTrace
    private let bytes: [UInt8]
    private let threadCount: Int

    /// Prepares a copy; nil when the packets must be written anew.
    init?(
        _ trace: CTFTrace,
        to path: String,
        options: TraceTranslation.Options,
        threadCount: Int
    ) {
        let source = trace.trace.metadata
        guard !options.ignoresDiscardedEvents, !options.ignoresDiscardedPackets,
            trace.failures.isEmpty,
            trace.streams.allSatisfy({
                $0.failure == nil && !$0.hasCorrectedTimes && !$0.hasCorrectedLosses
            })
        else { return nil }
        // CTF 1.8 gives names a meaning that CTF 2 gives to roles, and it alone lets the clock run
        // on from packet to packet.
        guard
            source.format == options.format
                || source.format == .ctf1 && trace.streams.allSatisfy(\.tellsBeginnings)
        else { return nil }
        // Babeltrace refuses the id of a class that no packet names.
        guard
            options.format != .ctf1 || source.tellsDataStreamClasses
                || source.dataStreamClasses.allSatisfy({ $0.id == 0 })
        else { return nil }
        let metadata = source.replacing(format: options.format)
        do throws(CTFError) {
            bytes =
                switch options.format {
                case .ctf1: try TSDLWriter.text(metadata)
                case .ctf2: CTF2MetadataWriter.metadataStream(metadata.forReaders)
                }
            compiled = try CompiledTrace(try MetadataParser.parse(bytes))
        } catch {
            return nil
        }
        guard trace.trace.hasSameLayout(as: compiled) else { return nil }
        self.trace = trace
        self.path = path
        self.threadCount = threadCount
    }

    /// Copies the trace and reads the copy.
    ///
    /// - Returns: how many event records each data stream has; nil when the copy could not be read
    ///   whole, or not be written, and nothing is left of it.
    func run() -> [StreamResult]? {
        var taken: Set<String> = []
        let files = trace.streams.map {
            path + "/" + OutputName.streamFile($0.paths.first, taken: &taken)
        }
        do throws(SystemError) {
            try Directory.createWithParents(path)
        } catch {
            return nil
        }
        if write(files), let counts = read(files) {
            return zip(files, counts).map { StreamResult(path: $0, recordCount: $1) }
        }
        for file in files + [path + "/metadata"] { try? Directory.removeFile(file) }
        try? Directory.removeDirectory(path)
        return nil
    }

    /// What became of a data stream.
    struct StreamResult {
        let path: String
        let recordCount: UInt64
    }

    private func write(_ files: [String]) -> Bool {
        let parts = trace.streams.indices.flatMap(self.parts)
        let next = Monitor((number: 0, hasFailed: false))
        do throws(SystemError) {
            try FileDescriptor.open(path + "/metadata", .createNew).write(bytes)
            for file in files { _ = try FileDescriptor.open(file, .createNew) }
        } catch {
            return false
        }
        Threads.run(min(threadCount, max(1, parts.count))) { _ in
            while true {
                let number = next.change { state in
                    defer { state.number += 1 }
                    return state.hasFailed ? Int.max : state.number
                }
                guard number < parts.count else { return }
                let part = parts[number]
                do throws(SystemError) {
                    let source = try FileDescriptor.open(part.source, .read)
                    let target = try FileDescriptor.open(files[part.stream], .write)
                    try source.copy(part.range, to: target, at: part.offset)
                } catch {
                    next.change { $0.hasFailed = true }
                }
            }
        }
        return next.change { !$0.hasFailed }
    }

    private func parts(_ stream: Int) -> [Part] {
        var parts: [Part] = []
        var offset: UInt64 = 0
        let data = trace.streams[stream]
        for packet in data.packets {
            let source = data.paths[packet.file]
            let range = packet.info.offset..<packet.info.endOffset
            if let last = parts.last, last.source == source,
                last.range.upperBound == range.lowerBound,
                last.range.upperBound - last.range.lowerBound < Self.partBytes
            {
                parts[parts.count - 1] = Part(
                    source: source,
                    range: last.range.lowerBound..<range.upperBound,
                    stream: stream,
                    offset: last.offset
                )
            } else {
                parts.append(Part(source: source, range: range, stream: stream, offset: offset))
            }
            offset += range.upperBound - range.lowerBound
        }
        return parts
    }

    /// Decodes everything that was written.
    private func read(_ files: [String]) -> [UInt64]? {
        guard let copy = try? CTFTrace(path: path, trace: compiled), copy.failures.isEmpty,
            copy.streams.count == trace.streams.count
        else { return nil }
        let tally = MessageTally(copy.streams, threadCount: threadCount)
        guard tally.damages.isEmpty else { return nil }
        var counts = [UInt64](repeating: 0, count: files.count)
        for (stream, count) in zip(copy.streams, tally.eventCounts) {
            guard let file = stream.paths.first, let number = files.firstIndex(of: file),
                stream.failure == nil, stream.paths.count == 1,
                stream.hasSamePackets(as: trace.streams[number])
            else { return nil }
            counts[number] = count
        }
        return counts
    }
}

extension DataStream {
    /// Whether each packet tells the clock at its beginning.
    fileprivate var tellsBeginnings: Bool {
        streamClass.clock == nil || packets.allSatisfy { $0.info.beginClock != nil }
    }

    /// Whether the packets of another data stream say the same, wherever they are.
    fileprivate func hasSamePackets(as other: DataStream) -> Bool {
        id == other.id && packets.count == other.packets.count
            && zip(packets, other.packets).allSatisfy { left, right in
                let (left, right) = (left.info, right.info)
                return left.totalBits == right.totalBits && left.contentBits == right.contentBits
                    && left.streamClassID == right.streamClassID
                    && left.beginClock == right.beginClock && left.endClock == right.endClock
                    && left.discardedCount == right.discardedCount
                    && left.sequenceNumber == right.sequenceNumber
            }
    }
}
