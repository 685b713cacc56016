// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import RingBuffer
internal import SideDescription
internal import SystemCalls
internal import TraceModel

/// What a killed recording leaves, as inputs change it.
struct Template {
    /// Every way to share memory, with both kinds of what happens when it is full.
    static let all: [Template] = {
        var all: [Template] = []
        for allocation in [RingAllocation.perCPU, .perChannel, .perConcurrencyID] {
            for lossMode in [EventLossMode.discard, .overwrite] {
                if let made = try? Template(allocation, lossMode) { all.append(made) }
            }
        }
        precondition(all.count == 6)
        return all
    }()

    private let bytes: [UInt8]
    /// Where the parts of the file begin that say something, and how long they are.
    private let parts: [Range<Int>]

    private init(_ allocation: RingAllocation, _ lossMode: EventLossMode) throws {
        guard
            let geometry = RingGeometry(
                allocation: allocation,
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes,
                lossMode: lossMode
            )
        else { throw CancellationError() }
        let owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        try Self.fill(owner)
        let reader = try FileReader(path: "/proc/self/fd/\(owner.file.rawValue)")
        var bytes: [UInt8] = []
        try reader.fill(&bytes, at: 0, count: Int(reader.size))
        self.bytes = Array(bytes.prefix(geometry.fileBytes))
        parts =
            [0..<256, geometry.definitionsFileOffset..<(geometry.definitionsFileOffset + 1_024)]
            + (0..<geometry.ringCount).flatMap { ring in
                let start = geometry.fileOffset(cpu: ring)
                let data = start + geometry.controlBytes(of: ring)
                return [start..<(start + 256), data..<(data + geometry.sizeBytes(of: ring))]
            }
            // The slots of a shared ring.
            + [geometry.fileOffset(cpu: geometry.cpuCount) + 4_096].map { $0..<($0 + 256) }
    }

    private static func fill(_ owner: RingBufferOwner) throws {
        var definitions = owner.definitions()
        let event = SideEventDescription(
            provider: "fuzz",
            name: "event",
            fields: [
                SideField("number", SideType(.integer(bits: 64, isSigned: false))),
                SideField("text", SideType(.string)),
                SideField("list", SideType(.array(SideType(.integer(bits: 16, isSigned: true))))),
            ]
        )
        let description = ChannelDescription(
            uuid: Array(1...16),
            name: "stream",
            controller: ProcessStart(process: 1, ticks: 99),
            environment: [TraceClass.EnvironmentEntry("hostname", .string("here"))],
            clock: ClockClass(
                id: "tsc",
                identity: Identity(name: "tsc"),
                frequencyHertz: 1_000_000_000,
                origin: .unixEpoch,
                offsetSeconds: -5,
                offsetCycles: 7
            )
        )
        guard description.write(to: &definitions),
            ChannelDescription.write(id: 1, event, to: &definitions)
        else { throw CancellationError() }
        let producer = try RingProducer(
            owner.file,
            geometry: owner.geometry,
            clock: .timeStampCounter
        )
        for number in 0..<1_200 {
            // Process and thread, a number, a text, an array of two.
            let head: [UInt8] = [5, 0, 0, 0, 6, 0, 0, 0, UInt8(number & 0xFF)]
            let text = [UInt8](repeating: 0x61, count: 2 + number % 5) + [0]
            let rest: [UInt8] = [0, 0, 0, 0, 0, 0, 0] + text + [2, 0, 0, 0, 1, 0, 2, 0]
            let payload = head + rest
            let padding = [UInt8](repeating: 0, count: -payload.count & 7)
            _ = producer.put(id: 1, payload: payload + padding)
        }
    }

    /// The file with changes: each is a part, a place in it in two bytes, a count below 16, and as
    /// many bytes.
    func patched(by input: ArraySlice<UInt8>) -> PatchedSource {
        var source = PatchedSource(bytes: bytes)
        var rest = input
        while rest.count >= 5 {
            let head = Array(rest.prefix(4))
            rest = rest.dropFirst(4)
            let part = parts[Int(head[0]) % parts.count]
            let place = part.lowerBound + (Int(head[1]) << 8 | Int(head[2])) % part.count
            for (index, byte) in rest.prefix(Int(head[3] % 16)).enumerated()
            where place + index < part.upperBound {
                source.changes.append((place + index, byte))
            }
            rest = rest.dropFirst(Int(head[3] % 16))
        }
        return source
    }
}
