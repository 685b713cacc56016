// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Gathers the files of a trace into data streams.
///
/// Files whose packets name the same data stream belong together; a file whose packets name none is
/// a data stream of its own.
struct DataStreamCollector {
    private struct Part {
        let path: String
        let packets: [PacketInfo]
        let failure: CTFError?
    }

    private struct Key: Hashable {
        let streamClassID: UInt64
        let id: UInt64?
        let path: String?
    }

    private let trace: CompiledTrace
    private let quirks: TracerQuirks
    private var order: [Key] = []
    private var parts: [Key: [Part]] = [:]

    private let usesIndexFiles: Bool

    init(_ trace: CompiledTrace, usesIndexFiles: Bool) {
        self.trace = trace
        self.usesIndexFiles = usesIndexFiles
        quirks = TracerQuirks(trace.metadata.traceClass)
    }

    mutating func add(_ reader: PacketReader) throws(CTFError) {
        let index = PacketIndexer(reader, usesIndexFile: usesIndexFiles)
        guard !index.packets.isEmpty else {
            if let failure = index.failure { failures.append(failure) }
            return
        }
        // A file should hold one data stream, but nothing keeps its packets from naming others,
        // with other classes.
        var keys: [Key] = []
        var groups: [Key: [PacketInfo]] = [:]
        for packet in index.packets {
            let key = Key(
                streamClassID: packet.streamClassID,
                id: packet.streamID,
                path: packet.streamID == nil ? reader.path : nil
            )
            if groups[key] == nil { keys.append(key) }
            groups[key, default: []].append(packet)
        }
        for (number, key) in keys.enumerated() {
            if parts[key] == nil { order.append(key) }
            let isLast = number == keys.count - 1
            parts[key, default: []].append(
                Part(
                    path: reader.path,
                    packets: groups[key] ?? [],
                    failure: isLast ? index.failure : nil
                )
            )
        }
    }

    /// What is wrong with files in which not a single packet could be read.
    private(set) var failures: [CTFError] = []

    func finish() throws(CTFError) -> [DataStream] {
        var numbers: [UInt64: UInt64] = [:]
        var streams: [DataStream] = []
        for key in order {
            guard let streamClass = trace.stream(of: key.streamClassID), let parts = parts[key]
            else { continue }
            let number = numbers[key.streamClassID, default: 0]
            if key.id == nil { numbers[key.streamClassID] = number + 1 }
            streams.append(try stream(streamClass, key, parts, number: number))
        }
        return streams
    }

    private func stream(
        _ streamClass: CompiledStreamClass,
        _ key: Key,
        _ parts: [Part],
        number: UInt64
    ) throws(CTFError) -> DataStream {
        let ordered = parts.sorted {
            ($0.packets[0].beginClock ?? 0, $0.path) < ($1.packets[0].beginClock ?? 0, $1.path)
        }
        let packetsByFile = ordered.enumerated().map { file, part in
            part.packets.map { DataStream.Packet(file: file, info: $0) }
        }
        var packets = packetsByFile.flatMap(\.self)
        var isUnion = false
        if ordered.count > 1 {
            let paths = ordered.map(\.path)
            let union = try SnapshotUnion(
                packetsByFile,
                paths: paths,
                trace: trace.metadata.traceClass,
                context: streamClass.streamClass.packetContext
            )
            if let union {
                packets = union.packets
                isUnion = true
            } else {
                packets = Self.withoutDuplicates(packets)
            }
        }
        correct(&packets)
        return DataStream(
            trace: trace,
            streamClass: streamClass,
            id: key.id,
            number: key.id ?? number,
            paths: ordered.map(\.path),
            packets: packets,
            failure: ordered.compactMap(\.failure).first,
            quirks: quirks,
            hasCorrectedLosses: isUnion
        )
    }

    /// Copies of a trace may hold the same packet: the one in the first folder is read.
    private static func withoutDuplicates(_ packets: [DataStream.Packet]) -> [DataStream.Packet] {
        struct Identity: Hashable {
            let begin: UInt64?
            let end: UInt64?
            let number: UInt64?
        }
        let sorted = packets.enumerated().sorted { left, right in
            let (first, second) = (left.element.info, right.element.info)
            return (first.beginClock ?? 0, first.sequenceNumber ?? 0, left.offset)
                < (second.beginClock ?? 0, second.sequenceNumber ?? 0, right.offset)
        }.map(\.element)
        var seen: Set<Identity> = []
        return sorted.filter { packet in
            let info = packet.info
            guard info.beginClock != nil, info.endClock != nil else { return true }
            return seen.insert(
                Identity(
                    begin: info.beginClock,
                    end: info.endClock,
                    number: info.sequenceNumber
                )
            ).inserted
        }
    }

    /// Replaces the end times that the tracer is known to write wrongly.
    private func correct(_ packets: inout [DataStream.Packet]) {
        for index in packets.indices {
            let next = index + 1 < packets.count ? packets[index + 1].info.beginClock : nil
            let info = packets[index].info
            let isZero = info.endClock == 0 && info.beginClock != 0 && info.beginClock != nil
            if quirks.contains(.zeroEndTime) && isZero {
                // Only its event records tell when a packet ended that was open in a crash.
                packets[index].info.endClock = nil
            } else if quirks.contains(.eventAfterPacket) {
                packets[index].info.endClock = next
            }
        }
    }
}
