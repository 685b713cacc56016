// SPDX-License-Identifier: Apache-2.0

import CPlume
import PlumeMacros
import RingBuffer
import SystemCalls
import Testing

@Suite("Tracepoints made by macros", .serialized)
struct MacroRecordTests {
    /// Attaches a ring to a state, runs the body, and returns the payloads that were recorded.
    private func record(_ state: UnsafeMutableRawPointer, _ body: () -> Void) throws -> [[UInt8]] {
        let geometry = try #require(
            RingGeometry(
                cpuCount: Host.possibleCPUCount(),
                sizeBytes: RingGeometry.minimumSizeBytes
            )
        )
        let owner = try RingBufferOwner(geometry: geometry, clock: .timeStampCounter)
        owner.setActive(true)
        let producer = try RingProducer(owner.file, geometry: geometry, clock: .timeStampCounter)
        // SAFETY: the target lives until it is detached below.
        var target = unsafe plume_target(ring: producer.ring, event_id: 7, next: nil)
        unsafe withUnsafeMutablePointer(to: &target) { target in
            unsafe plume_event_set_targets(state, target)
            body()
            unsafe plume_event_set_targets(state, nil)
        }
        var payloads: [[UInt8]] = []
        for cpu in 0..<geometry.cpuCount {
            var ring = owner.consumer(cpu: cpu)
            let available = try ring.snapshot().available
            if available > 0 {
                payloads.append(
                    ring.withBytes(count: available) { span in
                        (8..<available).compactMap { span.load(at: $0, as: UInt8.self) }
                    }
                )
                ring.release(available)
            }
        }
        return payloads
    }

    @Test("write the bytes that their description says")
    func bytes() throws {
        let payloads = try unsafe record(&_plume_everything.state) {
            everything(
                small: 1,
                negative: -2,
                size: 3,
                state: 1,
                wide: -4,
                single: 1.5,
                double: -2.5,
                flag: true,
                text: "grüße\0hidden",
                literal: "lit",
                body: Bytes([9, 8]),
                numbers: [5, 6],
                present: 7,
                absent: nil
            )
        }
        var expected: [UInt8] = [1, 0xFE, 0xFF, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xFC]
        expected += Array(repeating: 0xFF, count: 15)
        expected += [0, 0, 0xC0, 0x3F, 0, 0, 0, 0, 0, 0, 0x04, 0xC0, 1]
        expected += Array("grüße".utf8) + [0] + Array("lit".utf8) + [0]
        expected += [2, 0, 0, 0, 9, 8, 2, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0, 1, 7, 0, 0, 0, 0]
        #expect(payloads.count == 1)
        #expect(payloads.first.map { Array($0.dropFirst(8).prefix(expected.count)) } == expected)
    }

    @Test("evaluate lazy arguments only when somebody records")
    func lazy() throws {
        var count = 0
        func key() -> String {
            count += 1
            return "k"
        }
        #trace(Namespace.inside(key: key()))
        emitOnce(1, key)
        #expect(count == 0)
        let payloads = try unsafe record(&Namespace._plume_inside.state) {
            #trace(Namespace.inside(key: key()))
        }
        #expect(count == 1)
        #expect(payloads.count == 1)
    }

    @Test("are in the ELF section with everything that was said about them")
    func section() throws {
        let records = try SideRecordParser.records(
            inSection: try #require(
                try ELFImage(FileReader.contents(of: "/proc/self/exe", limitBytes: 1 << 30))
                    .section("plume_event")
            )
        )
        let events = try records.map { try SideRecordParser.parse($0) }
        let names = Set(events.map(\.fullName))
        #expect(
            names.isSuperset(of: [
                "macro-test:everything", "macro-test:nothing-at-all", "macro-test:inside",
                "macro-test:once",
            ])
        )
        let everything = try #require(events.first { $0.name == "everything" })
        #expect(everything.logLevel == .notice)
        #expect(everything.fields.count == 14)
        #expect(
            everything.fields[2].type
                == SideType(
                    .integer(bits: 32, isSigned: false),
                    attributes: [
                        SideAttribute(SideAttribute.unitKey, .string("By")),
                        SideAttribute(SideAttribute.baseKey, .unsigned(16)),
                    ]
                )
        )
        #expect(
            everything.fields[3].type.kind
                == .enumeration(
                    bits: 64,
                    isSigned: true,
                    labels: [.init("idle", 0...0), .init("busy", 1...1)]
                )
        )
        #expect(everything.fields[10].type.kind == .bytes(mediaType: "application/json"))
    }
}
