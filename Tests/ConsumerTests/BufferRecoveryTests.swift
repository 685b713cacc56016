// SPDX-License-Identifier: Apache-2.0

import CTFReader
import CTFWriter
import Foundation
import RingBuffer
import SideDescription
import SystemCalls
import Testing
import TraceModel

@testable import Consumer
@testable import RingRecovery

@Suite("What a killed controller left", .serialized)
struct BufferRecoveryTests {
    private let scratch = Scratch()

    private func recover(
        _ bytes: [UInt8],
        trace: String?,
        _ name: String
    ) throws -> BufferRecoveryReport {
        let reports = try BufferRecovery.recover(
            [RingImage(ArraySource(bytes: bytes))],
            recordedFolder: trace,
            to: scratch.path(name),
            format: .ctf2
        )
        return try #require(reports.first)
    }

    /// The numbers in a trace, sorted.
    private func numbers(_ name: String) throws -> [UInt64] {
        var numbers: [UInt64] = []
        for stream in try CTFTrace(paths: [scratch.path(name)]).streams {
            let cursor = DataStreamCursor(stream)
            while let message = try cursor.next() {
                if message == .event { numbers.append(cursor.items[2].bits) }
            }
        }
        return numbers.sorted()
    }

    /// A recording into a folder, of which the ring forgets or remembers what was written.
    private func consumer(_ channel: Channel, _ trace: String) throws -> ChannelConsumer {
        try FileManager.default.createDirectory(
            atPath: "\(trace)/index",
            withIntermediateDirectories: true
        )
        let consumer = ChannelConsumer(
            ChannelConsumer.Settings(
                directory: trace,
                uuid: Channel.description.uuid,
                name: Channel.description.name
            ),
            warn: { Issue.record("\($0)") }
        )
        consumer.add(channel.owner)
        consumer.define(id: 1, Channel.event)
        return consumer
    }

    @Test("is counted for the process that wrote it, whatever stands before its id")
    func processes() throws {
        let contexts = [
            SideField("name", SideType(.string)),
            SideField("priority", SideType(.integer(bits: 32, isSigned: true))),
        ]
        let channel = try Channel(contexts: contexts)
        channel.write(0..<40, context: Array("worker\0".utf8) + [9, 9, 9, 9])
        let report = try recover(try channel.bytes(), trace: nil, "processes")
        #expect(report.countsByProcess == [5: 40])
    }

    @Test("is every record once, also where a packet was written and the ring was not told")
    func untold() throws {
        let channel = try Channel()
        let trace = scratch.path("trace")
        let consumer = try consumer(channel, trace)
        channel.write(0..<50)
        try consumer.drain(consumer.look())
        channel.write(50..<120)
        let before = try channel.bytes()
        try consumer.drain(consumer.look())
        channel.write(120..<130)
        let after = try channel.bytes()
        // The ring before the packet was written, with the file after it.
        #expect(try recover(before, trace: trace, "untold").recordCount == 120)
        #expect(try numbers("untold") == Array(0..<120))
        #expect(try recover(after, trace: trace, "told").recordCount == 130)
        #expect(try numbers("told") == Array(0..<130))
        // Without the packets, the ring alone.
        let alone = try recover(after, trace: nil, "alone")
        #expect(alone.recordCount == 10)
        #expect(alone.isWhole)
        #expect(alone.notes.count == 1)
    }

    @Test("is taken from the ring where a packet was cut short, at every byte")
    func cutPacket() throws {
        let channel = try Channel()
        let trace = scratch.path("trace")
        let consumer = try consumer(channel, trace)
        channel.write(0..<20)
        try consumer.drain(consumer.look())
        channel.write(20..<30)
        let before = try channel.bytes()
        let sizes = try streams(trace).map { ($0, try size($0)) }
        try consumer.drain(consumer.look())
        for (stream, size) in sizes {
            let whole = try Data(contentsOf: URL(fileURLWithPath: stream))
            for count in stride(from: size, to: whole.count, by: 7) {
                try whole[..<count].write(to: URL(fileURLWithPath: stream))
                let name = "cut-\(count)-\(whole.count)"
                let report = try recover(before, trace: trace, name)
                #expect(report.isWhole)
                #expect(try numbers(name) == Array(0..<30))
            }
            try whole.write(to: URL(fileURLWithPath: stream))
        }
    }

    private func streams(_ trace: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: trace)
            .filter { $0.hasPrefix("stream_") }.map { "\(trace)/\($0)" }
    }

    private func size(_ path: String) throws -> Int {
        try Data(contentsOf: URL(fileURLWithPath: path)).count
    }

    @Test("is said to be incomplete where packets are missing")
    func missingPackets() throws {
        let channel = try Channel()
        let trace = scratch.path("trace")
        let consumer = try consumer(channel, trace)
        channel.write(0..<20)
        try consumer.drain(consumer.look())
        channel.write(20..<30)
        for stream in try streams(trace) { try FileManager.default.removeItem(atPath: stream) }
        let report = try recover(try channel.bytes(), trace: trace, "missing")
        #expect(!report.isWhole)
        #expect(try numbers("missing") == Array(20..<30))
    }

    @Test("is, of a flight recorder, the newest records and the count of the others")
    func overwriting() throws {
        let channel = try Channel(.overwrite)
        channel.write(0..<20_000)
        let report = try recover(try channel.bytes(), trace: nil, "flight")
        let numbers = try numbers("flight")
        #expect(numbers.count == Int(report.recordCount))
        #expect(numbers.last == 19_999)
        #expect(report.streams.reduce(0) { $0 + $1.discardedCount } + report.recordCount == 20_000)
        #expect(report.isWhole)
    }

    @Test("never traps, whatever the programs did to their memory")
    func hostile() throws {
        for lossMode in [EventLossMode.discard, .overwrite] {
            let channel = try Channel(lossMode)
            channel.write(0..<3_000)
            let bytes = try channel.bytes()
            let end = channel.owner.geometry.definitionsFileOffset + channel.definitions.byteCount
            var random = SmallRandom(state: UInt64.random(in: 1 ... .max))
            for round in 0..<60 {
                var changed = bytes
                for _ in 0..<(1 << Int.random(in: 0...6, using: &random)) {
                    let isControl = Bool.random(using: &random)
                    let cpu = Int.random(in: 0..<channel.owner.geometry.cpuCount, using: &random)
                    let page = channel.owner.geometry.fileOffset(cpu: cpu)
                    let place = Int.random(
                        in: isControl ? page..<(page + 192) : 64..<end,
                        using: &random
                    )
                    changed[place] = UInt8.random(in: .min ... .max, using: &random)
                }
                guard let image = try? RingImage(ArraySource(bytes: changed)) else { continue }
                let report = try? BufferRecovery.recover(
                    [image],
                    recordedFolder: nil,
                    to: scratch.path("\(lossMode)-\(round)"),
                    format: .ctf2
                )
                #expect(report?.first.map { $0.recordCount <= 3_000 * 5 } ?? true)
            }
        }
    }
}
