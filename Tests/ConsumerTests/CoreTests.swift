// SPDX-License-Identifier: Apache-2.0

import RingBuffer
import SystemCalls
import Testing
import TraceModel

@testable import Consumer
@testable import RingRecovery

@Suite("Core dumps")
struct CoreTests {
    private let scratch = Scratch()
    private static let base: UInt64 = 0x7F12_3456_7000

    /// A core dump of a process that has a channel mapped, with the first or the second copy of the
    /// data areas.
    private func core(_ channel: Channel, skipsFirstCopies: Bool = false) throws -> [UInt8] {
        let file = try channel.bytes()
        let geometry = channel.owner.geometry
        var segments: [(UInt64, ArraySlice<UInt8>)] = [(0x1000, [1, 2, 3][...])]
        segments.append((Self.base, file[..<RingGeometry.sessionPageBytes]))
        for cpu in 0..<geometry.cpuCount {
            let place = geometry.fileOffset(cpu: cpu)
            let data = place + RingGeometry.controlPageBytes
            let address = Self.base + UInt64(geometry.mappingOffset(cpu: cpu))
            segments.append((address, file[place..<data]))
            let copy = UInt64(
                RingGeometry.controlPageBytes + (skipsFirstCopies ? geometry.sizeBytes : 0)
            )
            segments.append((address + copy, file[data..<(data + geometry.sizeBytes)]))
        }
        let definitions = geometry.definitionsFileOffset
        segments.append(
            (
                Self.base + UInt64(geometry.definitionsMappingOffset),
                file[definitions..<(definitions + 8_192)]
            )
        )
        return Self.elf(segments)
    }

    private static func elf(_ segments: [(UInt64, ArraySlice<UInt8>)]) -> [UInt8] {
        var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + Array(repeating: 0, count: 8)
        func put(_ number: UInt64, _ count: Int) {
            for index in 0..<count {
                bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
            }
        }
        put(4, 2)
        put(62, 2)
        put(1, 4)
        put(0, 8)
        put(64, 8)
        put(0, 8)
        put(0, 4)
        put(64, 2)
        put(56, 2)
        put(UInt64(segments.count), 2)
        put(0, 6)
        var offset = UInt64(64 + 56 * segments.count)
        for (address, content) in segments {
            put(1, 4)
            put(6, 4)
            put(offset, 8)
            put(address, 8)
            put(0, 8)
            put(UInt64(content.count), 8)
            put(UInt64(content.count), 8)
            put(4_096, 8)
            offset += UInt64(content.count)
        }
        for (_, content) in segments { bytes += content }
        return bytes
    }

    @Test(
        "hold the channels of the process, from either copy of the data",
        arguments: [false, true]
    )
    func found(skipsFirstCopies: Bool) throws {
        let channel = try Channel()
        channel.write(0..<100)
        let path = try scratch.write(core(channel, skipsFirstCopies: skipsFirstCopies), "core")
        let result = try RingImageFinder.find(in: try CoreFile(path: path))
        #expect(result.problems == [])
        let image = try #require(result.images.first)
        #expect(image.description.events.count == 1)
        let reports = try BufferRecovery.recover(
            [image],
            recordedFolder: nil,
            to: scratch.path("out"),
            format: .ctf2
        )
        let report = try #require(reports.first)
        #expect(report.recordCount == 100)
        #expect(report.losses == [])
        #expect(report.countsByProcess == [5: 100])
    }

    @Test("that are cut short lose what is missing and say so")
    func cut() throws {
        let channel = try Channel()
        channel.write(0..<100)
        let bytes = try core(channel)
        let path = try scratch.write(Array(bytes[..<(bytes.count - 4_096)]), "core")
        let core = try CoreFile(path: path)
        #expect(core.isTruncated)
        let image = try #require(try RingImageFinder.find(in: core).images.first)
        let reports = try BufferRecovery.recover(
            [image],
            recordedFolder: nil,
            to: scratch.path("out"),
            format: .ctf2
        )
        let report = try #require(reports.first)
        #expect(report.recordCount == 100)
        let short = try scratch.write(Array(bytes[..<(bytes.count - 8_192)]), "short")
        let result = try RingImageFinder.find(in: try CoreFile(path: short))
        #expect(result.images.isEmpty)
        #expect(result.problems.count == 1)
    }

    @Test("that are none are refused with a reason")
    func refused() throws {
        for bytes in [
            [], [0x7F], Array("hello, this is a text".utf8), [UInt8](repeating: 0x7F, count: 99),
        ] {
            let path = try scratch.write(bytes, "file")
            #expect(throws: CoreFile.Refusal.self) { try CoreFile(path: path) }
        }
        #expect(throws: CoreFile.Refusal.self) { try CoreFile(path: "/proc/self/exe") }
        #expect(throws: CoreFile.Refusal.self) { try CoreFile(path: scratch.path("nothing")) }
    }

    @Test("never trap, hang or take much memory, whatever is changed in them")
    func hostile() throws {
        let channel = try Channel()
        channel.write(0..<2_000)
        let bytes = try core(channel)
        var random = SmallRandom(state: UInt64.random(in: 1 ... .max))
        let headers = 64 + 56 * 8
        for round in 0..<60 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let isHeader = Bool.random(using: &random)
                let place = Int.random(in: 0..<(isHeader ? headers : bytes.count), using: &random)
                changed[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            if round % 4 == 0 {
                changed.removeSubrange(Int.random(in: 0..<bytes.count, using: &random)...)
            }
            let path = try scratch.write(changed, "core")
            guard let core = try? CoreFile(path: path) else { continue }
            for image in try RingImageFinder.find(in: core).images {
                _ = try? BufferRecovery.recover(
                    [image],
                    recordedFolder: nil,
                    to: scratch.path("out-\(round)"),
                    format: .ctf2
                )
            }
        }
    }
}
