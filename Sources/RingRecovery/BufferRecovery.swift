// SPDX-License-Identifier: Apache-2.0

internal import Bytes
public import CTFWriter
internal import Consumer
internal import RingBuffer
internal import SideDescription
public import SystemCalls
public import TraceModel

/// Writes what a killed recording left behind as a whole trace: the packets that the controller had
/// written, and every committed record that is still in the buffers, each once.
public struct BufferRecovery {
    /// Why there is no trace.
    public enum Failure: Error, CustomStringConvertible {
        /// It cannot be written.
        case output(TraceFolderWriter.Failure)
        /// The buffers or the recorded trace cannot be read.
        case input(SystemError)
        /// What the buffers lack.
        case unusable(String)

        /// What went wrong, for a person.
        public var description: String {
            switch self {
            case .output(let failure): "the trace cannot be written: \(failure)"
            case .input(let error): "the buffers cannot be read: \(error)"
            case .unusable(let problem): problem
            }
        }
    }

    let image: RingImage
    private let recordedFolder: String?
    private let folder: TraceFolderWriter
    private let shapes: RecordShapes
    private let firstStream: UInt32
    var report: BufferRecoveryReport

    /// Recovers the channels of a recording.
    ///
    /// - Parameters:
    ///   - images: the memory of each channel and each owner; at least one.
    ///   - recordedFolder: the trace that the controller wrote; nil to take only what is in memory.
    ///   - output: the folder to make, which must not exist.
    ///   - format: the format of the metadata.
    /// - Returns: what was recovered and what was lost, for each image.
    /// - Throws: why there is no trace.
    public static func recover(
        _ images: [RingImage],
        recordedFolder: String?,
        to output: String,
        format: MetadataFormat
    ) throws(Failure) -> [BufferRecoveryReport] {
        let channels = Dictionary(grouping: images, by: \.description.channel)
            .sorted { $0.key < $1.key }.map(\.value)
        let folder = try makeFolder(channels, output, format)
        var reports: [BufferRecoveryReport] = []
        for channel in channels {
            var stream: UInt32 = 0
            for image in channel {
                var recovery = BufferRecovery(image, recordedFolder, folder, stream)
                let geometry = image.header.geometry
                stream += UInt32(geometry.ringCount)
                do throws(SystemError) {
                    for cpu in 0..<geometry.cpuCount { try recovery.recover(cpu: cpu) }
                    try recovery.recoverSharedRing()
                } catch {
                    throw .input(error)
                }
                reports.append(recovery.report)
            }
        }
        return reports
    }

    private static func makeFolder(
        _ channels: [[RingImage]],
        _ output: String,
        _ format: MetadataFormat
    ) throws(Failure) -> TraceFolderWriter {
        guard let first = channels.first?.first else { throw .unusable("there are no buffers") }
        guard let clock = first.description.clock else {
            throw .unusable("\(first.name): the definitions lack the clock")
        }
        do throws(TraceFolderWriter.Failure) {
            let folder = try TraceFolderWriter(
                path: output,
                trace: TraceClass(
                    environment: first.description.environment,
                    packetHeader: TraceSkeleton.packetHeader
                ),
                channels: channels.compactMap { $0.first.map(Self.channelClass) },
                clock: clock,
                format: format
            )
            for channel in channels {
                var events: [UInt16: SideEventDescription] = [:]
                for image in channel {
                    events.merge(image.description.events) { known, _ in known }
                }
                let number = UInt64(channel.first?.description.channel ?? 0)
                for (id, event) in events.sorted(by: { $0.key < $1.key }) {
                    try folder.append(EventRecordClass(id: id, channel: number, event))
                }
            }
            return folder
        } catch {
            throw .output(error)
        }
    }

    private static func channelClass(_ image: RingImage) -> RecordedChannelClass {
        RecordedChannelClass(
            id: UInt64(image.description.channel),
            name: image.description.name,
            contexts: image.description.contexts,
            hasCPUs: image.header.geometry.allocation == .perCPU
        )
    }

    private init(
        _ image: RingImage,
        _ recordedFolder: String?,
        _ folder: TraceFolderWriter,
        _ firstStream: UInt32
    ) {
        self.image = image
        self.recordedFolder = recordedFolder
        self.folder = folder
        self.firstStream = firstStream
        report = BufferRecoveryReport(source: image.name)
        let description = image.description
        var shapes = RecordShapes()
        for (id, event) in description.events {
            shapes.define(id: id, event, contexts: description.contexts)
        }
        self.shapes = shapes
        report.losses += description.problems.map { "\(image.name): \($0)" }
        if image.lacksDefinitions {
            report.losses.append("\(image.name): the end of the definitions is missing")
        }
    }
}

extension BufferRecovery {
    /// What becomes of one data stream.
    struct Output {
        let files: DataStreamFiles
        var stream: BufferRecoveryReport.Stream
        /// Where the records that are written end in the ring; nil when none are.
        var end: UInt64?
        var lastTime: UInt64 = 0
        var discarded: UInt64 = 0
    }

    private mutating func recover(cpu: Int) throws(SystemError) {
        let control = try image.control(cpu: cpu)
        var output = output(cpu)
        if image.header.geometry.lossMode == .discard {
            try copyPackets(control.map { ($0.tail, $0.head) }, to: &output)
        }
        if let control {
            try drain(cpu, control, to: &output)
        } else {
            report.losses.append(
                "\(image.name): buffer \(cpu): the control page cannot be right, so the records of"
                    + " this buffer are lost"
            )
        }
        finish(output)
    }

    private func name(_ ring: Int) -> String {
        "\(image.description.name)\(image.description.label)_\(ring)"
    }

    func output(_ ring: Int) -> Output {
        Output(
            files: DataStreamFiles(
                directory: folder.path,
                name: name(ring),
                uuid: folder.uuid,
                identity: DataStreamIdentity(
                    classID: image.description.channel,
                    streamID: firstStream + UInt32(ring),
                    cpu: image.header.geometry.streamCPU(of: ring)
                )
            ),
            stream: BufferRecoveryReport.Stream(ring: ring)
        )
    }

    mutating func finish(_ output: Output) {
        let stream = output.stream
        if stream.ringCount > 0 || stream.writtenCount > 0 || stream.discardedCount > 0 {
            report.streams.append(stream)
        }
    }

    /// Copies the packets that the controller had written.
    mutating func copyPackets(
        _ control: (tail: UInt64, head: UInt64)?,
        to output: inout Output
    ) throws(SystemError) {
        guard let recordedFolder else {
            if let control, control.tail > 0 {
                note(
                    "the records that the controller had taken before are in the trace that it"
                        + " wrote; --trace FOLDER joins both"
                )
            }
            return
        }
        let cpu = output.stream.ring
        var recorded = try RecordedStream(
            folder: recordedFolder,
            name: name(cpu),
            uuid: image.description.uuid
        )
        while let packet = try recorded.next() {
            let header = packet.description
            let walk = walk(packet.records, limit: header.recordContentBytes, stamp: nil)
            output.stream.writtenCount += UInt64(walk.count)
            let summary = DataStreamWriter.Summary(
                beginTimestamp: header.beginTimestamp,
                endTimestamp: header.endTimestamp,
                discardedCount: header.discardedCount,
                ringEnd: header.ringEnd
            )
            try append(summary, packet.records, header.recordContentBytes, to: &output)
            if let control, header.ringEnd <= control.head { output.end = header.ringEnd }
        }
        if recorded.droppedBytes > 0 {
            note("buffer \(cpu): \(recorded.droppedBytes) bytes of a packet cut short were dropped")
        }
        guard let control else { return }
        let end = output.end ?? 0
        if end < control.tail {
            report.losses.append(
                "\(image.name): buffer \(cpu): \(control.tail - end) bytes of records were taken"
                    + " from the buffer and are not in \(recordedFolder)"
            )
        }
    }

    private mutating func note(_ text: String) {
        let line = "\(image.name): \(text)"
        if !report.notes.contains(line) { report.notes.append(line) }
    }

    mutating func walk(
        _ bytes: [UInt8],
        limit: Int,
        stamp: UInt64?,
        after time: UInt64 = 0
    ) -> RecoveryWalk {
        bytes.withRawSpan { span in
            RecoveryWalk(span, shapes: shapes, limit: limit, stamp: stamp, after: time) {
                report.count(process: $0)
            }
        }
    }

    mutating func append(
        _ summary: DataStreamWriter.Summary,
        _ records: [UInt8],
        _ contentBytes: Int,
        to output: inout Output
    ) throws(SystemError) {
        try records.withRawSpan { span throws(SystemError) in
            try output.files.append(
                summary,
                records: span,
                recordBytes: records.count,
                contentBytes: contentBytes
            )
        }
        output.discarded = summary.discardedCount
        output.lastTime = max(output.lastTime, summary.endTimestamp)
        report.packetCount += 1
    }
}

extension BufferRecovery {
    /// Writes what is left in a ring.
    private mutating func drain(
        _ cpu: Int,
        _ control: RingImageControl,
        to output: inout Output
    ) throws(SystemError) {
        let isOverwriting = image.header.geometry.lossMode == .overwrite
        var position = isOverwriting ? control.oldest : max(control.tail, output.end ?? 0)
        var discarded = control.lost
        if isOverwriting, let committed = control.committedCount {
            let held = try count(cpu, control, from: position)
            discarded &+= committed > held ? committed - held : 0
        }
        output.stream.discardedCount = discarded
        var time: UInt64 = 0
        while position < control.head {
            let window = try window(cpu, control, at: position)
            if let later = try overrun(cpu, position) {
                position = later
                continue
            }
            let walk = walk(
                window.bytes,
                limit: StreamDrain.packetBytes,
                stamp: control.stamp,
                after: time
            )
            if walk.count > 0 {
                let summary = DataStreamWriter.Summary(
                    beginTimestamp: walk.firstTime,
                    endTimestamp: walk.lastTime,
                    discardedCount: discarded,
                    ringEnd: position + UInt64(walk.recordBytes)
                )
                let records = Array(window.bytes[..<walk.recordBytes])
                try append(summary, records, walk.contentBytes, to: &output)
                output.stream.ringCount += UInt64(walk.count)
                time = walk.lastTime
            }
            position += UInt64(walk.recordBytes)
            guard walk.isCutShort || walk.recordBytes == 0 else { continue }
            lose(cpu, control.head - position, window.isWhole)
            break
        }
        if isOverwriting, let committed = control.committedCount {
            // Programs may have overwritten some while the others were read.
            let held = output.stream.ringCount
            discarded = control.lost &+ (committed > held ? committed - held : 0)
            output.stream.discardedCount = discarded
        }
        guard discarded != output.discarded else { return }
        let end = max(control.stamp, output.lastTime)
        let summary = DataStreamWriter.Summary(
            beginTimestamp: end,
            endTimestamp: end,
            discardedCount: discarded,
            ringEnd: position
        )
        try append(summary, [], 0, to: &output)
    }

    /// How many records lie from a position to the head.
    private func count(
        _ cpu: Int,
        _ control: RingImageControl,
        from start: UInt64
    ) throws(SystemError) -> UInt64 {
        var position = start
        var count: UInt64 = 0
        var time: UInt64 = 0
        while position < control.head {
            let window = try window(cpu, control, at: position)
            let walk = window.bytes.withRawSpan { span in
                RecoveryWalk(
                    span,
                    shapes: shapes,
                    limit: StreamDrain.packetBytes,
                    stamp: control.stamp,
                    after: time,
                    visit: { _ in }
                )
            }
            count += UInt64(walk.count)
            position += UInt64(walk.recordBytes)
            time = walk.lastTime
            if walk.isCutShort || walk.recordBytes == 0 { break }
        }
        return count
    }

    /// Where the oldest record begins now, if a living program may have overwritten what was read
    /// at a position; nil where it is as it was.
    private func overrun(_ cpu: Int, _ position: UInt64) throws(SystemError) -> UInt64? {
        guard let now = try image.control(cpu: cpu), now.line > position else { return nil }
        return max(now.oldest, position + 8)
    }

    /// The bytes of a packet and one more record, as far as the ring and the source have them.
    private func window(
        _ cpu: Int,
        _ control: RingImageControl,
        at position: UInt64
    ) throws(SystemError) -> (bytes: [UInt8], isWhole: Bool) {
        let most = StreamDrain.packetBytes + image.header.geometry.maximumRecordBytes
        let wanted = Int(min(control.head - position, UInt64(most)))
        let bytes = try image.bytes(cpu: cpu, from: position, count: wanted)
        return (bytes, bytes.count == wanted)
    }

    mutating func lose(_ cpu: Int, _ bytes: UInt64, _ isThere: Bool) {
        let reason =
            isThere
            ? "are not records of any known event, or were overwritten"
            : "are missing from \(image.name)"
        report.losses.append("\(image.name): buffer \(cpu): \(bytes) bytes of the buffer \(reason)")
    }
}
