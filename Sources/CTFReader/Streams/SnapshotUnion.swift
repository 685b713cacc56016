// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

/// The packets of one data stream in several snapshots of a flight recorder, each record once.
///
/// The padding of Plume's packets tells where in the ring their records stood. That tells the same
/// record in two snapshots from two equal ones, whatever the records say. The recorder divides
/// records that it writes again as it did before, so of two packets one holds all that the other
/// has, or nothing.
struct SnapshotUnion {
    /// What a packet says of its ring.
    private struct Place {
        let packet: DataStream.Packet
        let begin: UInt64
        let end: UInt64
        /// Records ever written to the ring up to the end of the packet.
        let recordCount: UInt64
        /// Records ever written up to the beginning of the packet.
        var firstRecord: UInt64
        /// Events lost for another reason than age.
        let missingCount: UInt64
    }

    /// The packets, in order, with losses that count what is in none of the snapshots.
    let packets: [DataStream.Packet]

    /// Where in a packet the padding before its context begins, in bytes: four numbers of 64 bits.
    private static let offset: UInt64 = 28
    /// Where the context begins that leaves room for them, in bits.
    private static let contextAlignmentBits = 512

    /// Reads where the packets belong; nil where they do not tell it, as those of other tracers and
    /// of traces that were written continuously.
    ///
    /// - Parameters:
    ///   - parts: the packets of each snapshot.
    ///   - paths: the files that hold them.
    ///   - trace: the class of the trace.
    ///   - context: that of the context of packets.
    /// - Throws: why a packet cannot be read.
    init?(
        _ parts: [[DataStream.Packet]],
        paths: [String],
        trace: TraceClass,
        context: StructureFieldClass?
    ) throws(CTFError) {
        guard trace.environmentValue("tracer_name") == .string("plume"),
            context?.minimumAlignmentBits == Self.contextAlignmentBits
        else { return nil }
        var places: [Place] = []
        for (part, path) in zip(parts, paths) {
            let file: FileReader
            do throws(SystemError) {
                file = try FileReader(path: path)
            } catch {
                throw CTFError.access(path, "\(error)")
            }
            var before: UInt64?
            for packet in part {
                let values = try Self.numbers(file, at: packet.info.offset &+ Self.offset, path)
                let (missing, all) = (values[3], packet.info.discardedCount ?? 0)
                // A trace that was written continuously has no such counts.
                guard values[0] == 0 || values[2] != 0, values[1] <= values[0] else { return nil }
                places.append(
                    Place(
                        packet: packet,
                        begin: values[1],
                        end: values[0],
                        recordCount: values[2],
                        // What a snapshot counts is what was overwritten before it, and the rest.
                        firstRecord: before ?? all &- missing,
                        missingCount: missing
                    )
                )
                before = values[2]
            }
        }
        // Whoever wrote the packets anew left zeros.
        guard places.contains(where: { $0.recordCount > 0 }) else { return nil }
        packets = Self.union(places)
    }

    private static func numbers(
        _ file: FileReader,
        at offset: UInt64,
        _ path: String
    ) throws(CTFError) -> [UInt64] {
        var bytes: [UInt8] = []
        do throws(SystemError) {
            try file.fill(&bytes, at: offset, count: 32)
        } catch {
            throw CTFError.access(path, "\(error)")
        }
        guard bytes.count == 32 else { throw CTFError.access(path, "it was cut meanwhile") }
        return stride(from: 0, to: 32, by: 8).map { start in
            bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    private static func union(_ places: [Place]) -> [DataStream.Packet] {
        let sorted = places.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.begin != second.begin { return first.begin < second.begin }
            return first.end != second.end
                ? first.end > second.end : left.offset < right.offset
        }
        var packets: [DataStream.Packet] = []
        var covered: UInt64 = 0
        var last: Place?
        var overwritten: UInt64 = 0
        var missing: UInt64 = 0
        for (_, place) in sorted {
            if last != nil, place.end <= covered, place.begin < place.end { continue }
            // Before the first packet, everything that was written is missing.
            if last == nil || place.begin > covered {
                let known = last?.recordCount ?? 0
                overwritten &+= place.firstRecord &- min(place.firstRecord, known)
            }
            missing = max(missing, place.missingCount)
            var packet = place.packet
            packet.info.discardedCount = overwritten &+ missing
            packet.info.sequenceNumber = nil
            packets.append(packet)
            covered = max(covered, place.end)
            last = place
        }
        return packets
    }
}
