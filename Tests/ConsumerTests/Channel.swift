// SPDX-License-Identifier: Apache-2.0

import Foundation
import RingBuffer
import SideDescription
import SystemCalls
import TraceModel

@testable import Consumer
@testable import RingRecovery

/// A channel with one event, `test:number` with a number of 64 bits, and a program that writes it.
final class Channel {
    let owner: RingBufferOwner
    let producer: RingProducer
    var definitions: RingDefinitionsWriter
    static let event = SideEventDescription(
        provider: "test",
        name: "number",
        logLevel: .debug,
        fields: [SideField("number", SideType(.integer(bits: 64, isSigned: false)))]
    )
    static let description = description()

    static func description(_ contexts: [SideField] = []) -> ChannelDescription {
        ChannelDescription(
            uuid: Array(1...16),
            name: "stream",
            contexts: contexts,
            controller: ProcessStart(process: 1, ticks: 99),
            environment: [
                TraceClass.EnvironmentEntry("hostname", .string("here")),
                TraceClass.EnvironmentEntry("vpid", .integer(-7)),
            ],
            clock: ClockClass(
                id: "tsc",
                identity: Identity(name: "tsc"),
                frequencyHertz: 1_000,
                origin: .unixEpoch,
                offsetSeconds: -5,
                offsetCycles: 7
            )
        )
    }

    init(_ lossMode: EventLossMode = .discard, contexts: [SideField] = []) throws {
        guard
            let geometry = RingGeometry(
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes,
                lossMode: lossMode
            )
        else { throw CancellationError() }
        owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        producer = try RingProducer(owner.file, geometry: geometry, clock: .timeStampCounter)
        definitions = owner.definitions()
        guard Self.description(contexts).write(to: &definitions),
            ChannelDescription.write(id: 1, Self.event, to: &definitions)
        else { throw CancellationError() }
    }

    /// Writes numbers; process 5, thread 6.
    ///
    /// - Parameters:
    ///   - numbers: the numbers.
    ///   - context: the bytes of the contexts of each.
    func write(_ numbers: Range<UInt64>, context: [UInt8] = []) {
        for number in numbers {
            let fields = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            var payload: [UInt8] = context + [5, 0, 0, 0, 6, 0, 0, 0] + fields
            while payload.count % 8 != 0 { payload.append(0) }
            _ = producer.put(id: 1, payload: payload)
        }
    }

    /// The whole file.
    func bytes() throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: owner.geometry.fileBytes)
        var filled = 0
        while filled < bytes.count {
            let count = try unsafe bytes.withUnsafeMutableBytes { buffer in
                try unsafe owner.file.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]),
                    at: UInt64(filled)
                )
            }
            if count == 0 { break }
            filled += count
        }
        return bytes
    }
}

/// A channel's file in an array.
struct ArraySource: RingImageSource {
    var name = "array"
    let bytes: [UInt8]

    func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        guard offset >= 0, offset < bytes.count else { return [] }
        return Array(bytes[offset..<min(bytes.count, offset + count)])
    }
}

/// A folder that goes away with the value.
final class Scratch {
    private let root = NSTemporaryDirectory() + "/plume-consumer-" + UUID().uuidString

    init() {
        try? FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }
}

/// A small generator, so that a seed repeats a run.
struct SmallRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
