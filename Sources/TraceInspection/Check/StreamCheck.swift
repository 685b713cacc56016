// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// Reads everything of a data stream and looks for what is not as it should be.
struct StreamCheck {
    private(set) var report: CheckReport.Stream
    private let stream: DataStream
    private let hasClock: Bool
    /// What the packet before said.
    private var previous: PacketInfo?
    /// The clock of the last event record or packet beginning.
    private var lastClock: UInt64?
    private var runningClock: UInt64 = 0
    /// Enough bytes for any usual packet header.
    private static let headBytes: UInt64 = 4_096

    init(_ stream: DataStream) {
        self.stream = stream
        hasClock = stream.streamClass.clock != nil
        report = CheckReport.Stream(
            classID: stream.streamClass.streamClass.id,
            id: stream.id,
            paths: stream.paths
        )
    }

    /// Reads all packets that the index has.
    mutating func run() {
        for file in stream.paths.indices {
            report.add(contentsOf: IndexCheck.problems(of: file, in: stream))
            checkUUID(of: stream.paths[file])
        }
        var reader: PacketReader?
        var last: CTFError?
        for packet in stream.packets {
            let path = stream.paths[packet.file]
            do throws(CTFError) {
                if reader?.path != path {
                    reader = try PacketReader(path: path, trace: stream.trace)
                }
                guard let reader else { continue }
                try read(packet.info.offset, reader)
            } catch {
                report.add(CheckReport.Problem(.damage, error))
                last = error
            }
        }
        guard let failure = stream.failure else { return }
        // The last packet of a file that was cut has told already that it was.
        if failure.kind == .truncated && last?.kind == .truncated && failure.path == last?.path {
            return
        }
        report.add(CheckReport.Problem(.damage, failure))
    }

    private mutating func read(_ offset: UInt64, _ reader: PacketReader) throws(CTFError) {
        let isContinued = stream.trace.metadata.format == .ctf1
        let start = isContinued ? runningClock : 0
        let info = try reader.open(at: offset, clock: start)
        report.packetCount += 1
        report.byteCount += info.totalBits / 8
        check(info, reader)
        var number: UInt64 = 0
        let before = report.eventRecordCount
        defer {
            runningClock = info.endClock ?? lastClock ?? 0
            previous = info
        }
        while try reader.nextBatch(maximum: 256) {
            for record in reader.batch.records {
                if hasClock { check(record.clock, number, info, reader, start) }
                number += 1
            }
            report.eventRecordCount = before + number
        }
    }

    /// Compares a packet with the one before, and its own facts with each other.
    private mutating func check(_ info: PacketInfo, _ reader: PacketReader) {
        if info.streamClassID != report.classID || info.streamID != report.id {
            tell(info, reader, "the packet belongs to another data stream than the first one")
        }
        if let begin = info.beginClock, let end = info.endClock, begin > end {
            tell(info, reader, "the packet ends at clock \(end), before it begins at \(begin)")
        }
        if let begin = info.beginClock, let last = previous?.endClock, begin < last {
            tell(
                info,
                reader,
                "the packet begins at clock \(begin), before the previous one ends at \(last)"
            )
        }
        checkCounters(info, reader)
        // The packet's beginning is only known to be the earliest time when the packet tells it.
        lastClock = info.beginClock ?? lastClock
    }

    private mutating func checkCounters(_ info: PacketInfo, _ reader: PacketReader) {
        if let count = info.discardedCount {
            let before = previous?.discardedCount ?? 0
            if count < before {
                tell(
                    info,
                    reader,
                    "the counter of discarded event records goes back from \(before) to \(count)"
                )
            } else {
                report.discardedEventRecordCount += count - before
            }
        }
        if let number = info.sequenceNumber, let before = previous?.sequenceNumber {
            if number <= before {
                tell(info, reader, "packet number \(number) follows number \(before)")
            } else {
                report.missingPacketCount += number - before - 1
            }
        }
    }

    /// Compares the time of an event record with those before and with the packet's.
    private mutating func check(
        _ clock: UInt64,
        _ number: UInt64,
        _ info: PacketInfo,
        _ reader: PacketReader,
        _ start: UInt64
    ) {
        var problem: String?
        if let lastClock, clock < lastClock {
            let isFirst = number == 0 && info.beginClock == lastClock
            problem =
                isFirst
                ? "event record at clock \(clock), before its packet begins at \(lastClock)"
                : "the clock goes back from \(lastClock) to \(clock)"
        } else if let end = info.endClock, clock > end {
            problem = "event record at clock \(clock), after its packet ends at \(end)"
        }
        lastClock = max(clock, lastClock ?? clock)
        guard let problem else { return }
        guard report.problems.count < TraceCheck.problemLimit else {
            report.furtherProblemCount += 1
            return
        }
        report.add(
            CheckReport.Problem(
                .irregularity,
                path: reader.path,
                place: place(of: number, in: info, reader.path, start),
                "event record \(number) of the packet: " + problem
            )
        )
    }

    /// Looks for the UUID in the first packet header of a file, which readers of CTF 1.8 ignore.
    private mutating func checkUUID(of path: String) {
        let metadata = stream.trace.metadata
        guard metadata.format == .ctf1, let uuid = metadata.uuid?.bytes,
            let file = try? FileReader(path: path)
        else { return }
        var head: [UInt8] = []
        let count = Int(min(file.size, Self.headBytes))
        guard (try? file.fill(&head, at: 0, count: count)) != nil else { return }
        var other: Element?
        var lister = ElementLister(metadata, head) { element in
            guard case .metadataUUID(let found) = element.content, found != uuid else { return }
            other = other ?? element
        }
        try? lister.list()
        guard let other else { return }
        report.add(
            CheckReport.Problem(
                .irregularity,
                path: path,
                place: "byte \(other.offsetBits / 8) (bit \(other.offsetBits))",
                "the UUID before this place is not that of the metadata"
            )
        )
    }

    private mutating func tell(_ info: PacketInfo, _ reader: PacketReader, _ text: String) {
        let place = "byte \(info.offset) (bit \(info.offset.multipliedReportingOverflow(by: 8).0))"
        report.add(
            CheckReport.Problem(.irregularity, path: reader.path, place: place, text)
        )
    }

    /// Where an event record begins: found by decoding those before it once more.
    private func place(
        of number: UInt64,
        in info: PacketInfo,
        _ path: String,
        _ start: UInt64
    ) -> String {
        guard let reader = try? PacketReader(path: path, trace: stream.trace),
            (try? reader.open(at: info.offset, clock: start)) != nil
        else { return "" }
        for _ in 0..<number {
            guard (try? reader.nextBatch(maximum: 1)) == true else { return "" }
        }
        let bit = info.offset &* 8 &+ reader.position
        return "byte \(bit / 8) (bit \(bit))"
    }
}

extension CheckReport.Stream {
    fileprivate mutating func add(contentsOf problems: [CheckReport.Problem]) {
        for problem in problems { add(problem) }
    }
}
