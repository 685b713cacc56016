// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import CTFReader
import Foundation
import TraceModel

/// One random data stream decoded twice.
struct Trial {
    private typealias Difference = ReaderComparison.Difference

    let metadata: TraceMetadata
    let bytes: [UInt8]
    private let comparison: ReaderComparison
    private var random: RandomSource
    private let seed: UInt64

    init(seed: UInt64, metadata: TraceMetadata, maker: RandomMetadata) {
        self.metadata = metadata
        self.seed = seed
        random = maker.random
        let sizes = [20...200, 100...800, 1_000...6_000]
        let count = random.number(random.element(of: sizes))
        var patcher = StreamPatcher(
            metadata,
            layouts: maker.layouts,
            bytes: random.bytes(count),
            random: random
        )
        patcher.patch()
        bytes = patcher.bytes
        comparison = ReaderComparison(bytes: bytes, layouts: maker.layouts)
    }

    /// Compares all packets and the end.
    ///
    /// - Returns: how many event records there are.
    mutating func run() throws -> Int {
        let listed = ListedStream(metadata, bytes)
        let file = FileManager.default.temporaryDirectory
            .appending(
                path: "plume-differential-\(ProcessInfo.processInfo.processIdentifier)"
                    + "-\(seed)"
            )
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let trace = try CompiledTrace(metadata)
        var count = 0
        for windowBytes in [random.number(1...300), PacketReader.defaultWindowBytes] {
            let reader = try PacketReader(
                path: file.path,
                trace: trace,
                windowBytes: windowBytes
            )
            count = 0
            for (number, packet) in listed.packets.enumerated() {
                let isLast = number == listed.packets.count - 1
                do {
                    try compare(packet, reader, isLast ? listed.stop : nil, listed.isRecordCut)
                } catch {
                    throw Difference(
                        description: "window \(windowBytes), packet \(number): \(error)"
                    )
                }
                count += packet.records.count
            }
        }
        return count
    }

    private mutating func compare(
        _ packet: ListedStream.Packet,
        _ reader: PacketReader,
        _ stop: ElementStop?,
        _ isRecordCut: Bool
    ) throws {
        let context = FieldRecord()
        let info: PacketInfo
        do throws(CTFError) {
            info = try reader.open(at: packet.start / 8, context: context)
        } catch {
            guard packet.facts == nil, let stop else {
                throw Difference(description: "\(error), but the header is right")
            }
            return try compare(error, stop)
        }
        guard let facts = packet.facts else {
            throw Difference(description: "header accepted, but \(String(describing: stop))")
        }
        try compare(info, facts, packet)
        try comparison.compare(context.items[...], context.window, packet.context)
        var records = packet.records[...]
        if isRecordCut, stop != nil { records.removeLast() }
        do throws(CTFError) {
            while try reader.nextBatch(maximum: random.number(1...40)) {
                let problem = difference(reader.batch, &records)
                if let problem { throw problem }
            }
        } catch {
            if error.place == "difference" { throw Difference(description: error.problem) }
            guard let stop, records.isEmpty else {
                throw Difference(description: "\(error), but \(records.count) records follow")
            }
            return try compare(error, stop)
        }
        guard records.isEmpty else {
            throw Difference(description: "\(records.count) records are missing")
        }
        if let stop, isRecordCut { throw Difference(description: "no error, but \(stop)") }
    }

    /// Compares a batch with the next records, and removes these.
    private func difference(
        _ batch: RecordBatch,
        _ records: inout ArraySlice<ListedStream.Record>
    ) -> CTFError? {
        for place in batch.records {
            do {
                guard let record = records.popFirst() else {
                    throw Difference(description: "too many records")
                }
                let found = metadata.eventRecordClasses[Int(place.eventIndex)].id
                guard record.classID == found, record.clock == place.clock else {
                    throw Difference(description: "\(place) is not \(record)")
                }
                let items = batch.items[Int(place.firstItem)..<Int(place.endItem)]
                try comparison.compare(items, batch.window, record.fields)
            } catch {
                return CTFError(
                    .data,
                    path: "",
                    place: "difference",
                    problem: "\(error), \(records.count) records before the end",
                    remedy: ""
                )
            }
        }
        return nil
    }

    private func compare(
        _ info: PacketInfo,
        _ facts: Element.PacketFacts,
        _ packet: ListedStream.Packet
    ) throws {
        let rest = UInt64(bytes.count) * 8 - packet.start
        let content = facts.contentBits ?? rest
        let isSame =
            info.contentBits == content && info.totalBits == facts.totalBits ?? content
            && info.streamID == packet.streamID && info.beginClock == packet.beginClock
            && info.endClock == facts.endClock && info.sequenceNumber == facts.sequenceNumber
            && info.discardedCount == facts.discardedCount
        guard isSame else { throw Difference(description: "\(info) is not \(packet)") }
    }

    /// Compares two errors: their sort and their place.
    private func compare(_ error: CTFError, _ stop: ElementStop) throws {
        // The fast decoder refuses such an array before its first element.
        if error.kind == .unsupported, error.problem.contains("elements that may be empty") {
            return
        }
        let kinds: [CTFError.Kind] =
            switch stop.kind {
            case .malformed: [.data]
            case .contentEnded: [.data, .truncated]
            case .dataEnded: [.truncated]
            case .unsupported: [.unsupported, .data]
            case .lengths: [.data, .truncated]
            }
        // The lengths of a packet are checked at another place.
        // A missing length is found before the padding or after it.
        let isLength = stop.kind == .lengths || stop.problem.hasPrefix("a l")
        let place = "byte \(stop.fieldBits / 8) (bit \(stop.fieldBits))"
        guard kinds.contains(error.kind), isLength || error.place == place else {
            throw Difference(description: "\(error) is not \(stop)")
        }
    }
}
