// SPDX-License-Identifier: Apache-2.0

public import CTFWriter
internal import RingBuffer
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

    private let image: RingImage
    private let recordedFolder: String?
    private let folder: TraceFolderWriter
    private let shapes: [RecordShape?]
    private var report: BufferRecoveryReport

    /// Recovers a channel.
    ///
    /// - Parameters:
    ///   - image: its memory.
    ///   - recordedFolder: the trace that the controller wrote; nil to take only what is in memory.
    ///   - output: the folder to make, which must not exist.
    ///   - format: the format of the metadata.
    /// - Returns: what was recovered and what was lost.
    /// - Throws: why there is no trace.
    public static func recover(
        _ image: RingImage,
        recordedFolder: String?,
        to output: String,
        format: MetadataFormat
    ) throws(Failure) -> BufferRecoveryReport {
        var recovery = try BufferRecovery(image, recordedFolder, output, format)
        do throws(SystemError) {
            for cpu in 0..<image.header.geometry.cpuCount { try recovery.recover(cpu: cpu) }
        } catch {
            throw .input(error)
        }
        return recovery.report
    }

    private init(
        _ image: RingImage,
        _ recordedFolder: String?,
        _ output: String,
        _ format: MetadataFormat
    ) throws(Failure) {
        self.image = image
        self.recordedFolder = recordedFolder
        report = BufferRecoveryReport(source: image.name)
        let description = image.description
        guard let clock = description.clock else {
            throw .unusable("\(image.name): the definitions lack the clock")
        }
        let last = description.events.keys.max().map { Int($0) } ?? 0
        var shapes: [RecordShape?] = Array(repeating: nil, count: last + 1)
        do throws(TraceFolderWriter.Failure) {
            folder = try TraceFolderWriter(
                path: output,
                trace: TraceClass(
                    environment: description.environment,
                    packetHeader: TraceSkeleton.packetHeader
                ),
                clock: clock,
                format: format
            )
            for (id, event) in description.events.sorted(by: { $0.key < $1.key }) {
                try folder.append(EventRecordClass(id: id, event))
                shapes[Int(id)] = RecordShape(event)
            }
        } catch {
            throw .output(error)
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
    private struct Output {
        let files: DataStreamFiles
        var stream: BufferRecoveryReport.Stream
        /// Where the records that are written end in the ring; nil when none are.
        var end: UInt64?
        var lastTime: UInt64 = 0
        var discarded: UInt64 = 0
    }

    private mutating func recover(cpu: Int) throws(SystemError) {
        let control = try image.control(cpu: cpu)
        var output = Output(
            files: DataStreamFiles(
                directory: folder.path,
                name: "stream-\(cpu)",
                uuid: folder.uuid,
                streamID: UInt32(cpu)
            ),
            stream: BufferRecoveryReport.Stream(cpu: cpu)
        )
        if image.header.geometry.lossMode == .discard {
            try copyPackets(control, to: &output)
        }
        if let control {
            try drain(cpu, control, to: &output)
        } else {
            report.losses.append(
                "\(image.name): CPU \(cpu): the control page cannot be right, so the records of"
                    + " this buffer are lost"
            )
        }
        let stream = output.stream
        if stream.ringCount > 0 || stream.writtenCount > 0 || stream.discardedCount > 0 {
            report.streams.append(stream)
        }
    }

    /// Copies the packets that the controller had written.
    private mutating func copyPackets(
        _ control: RingImageControl?,
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
        let cpu = output.stream.cpu
        var recorded = try RecordedStream(
            folder: recordedFolder,
            name: "\(image.description.name)-\(cpu)",
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
                ringPosition: header.ringPosition
            )
            try append(summary, packet.records, header.recordContentBytes, to: &output)
            if let control { output.end = header.ringEnd(notBeyond: control.head) }
        }
        if recorded.droppedBytes > 0 {
            note("CPU \(cpu): \(recorded.droppedBytes) bytes of a packet cut short were dropped")
        }
        guard let control else { return }
        let end = output.end ?? 0
        if end < control.tail {
            report.losses.append(
                "\(image.name): CPU \(cpu): \(control.tail - end) bytes of records were taken from"
                    + " the buffer and are not in \(recordedFolder)"
            )
        }
    }

    private mutating func note(_ text: String) {
        let line = "\(image.name): \(text)"
        if !report.notes.contains(line) { report.notes.append(line) }
    }

    private mutating func walk(
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

    private mutating func append(
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
                    ringPosition: position
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
            ringPosition: position
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

    private mutating func lose(_ cpu: Int, _ bytes: UInt64, _ isThere: Bool) {
        let reason =
            isThere
            ? "are not records of any known event, or were overwritten"
            : "are missing from \(image.name)"
        report.losses.append("\(image.name): CPU \(cpu): \(bytes) bytes of the buffer \(reason)")
    }
}
