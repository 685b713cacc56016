// SPDX-License-Identifier: Apache-2.0

import CPlume
import Foundation
import RingBuffer
import Testing

@Suite("The layouts of docs/abi")
struct LayoutTests {
    /// The numbers of a table: "| name | 16 |" under a heading.
    private func table(_ document: String) throws -> [String: Int] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appendingPathComponent("docs/abi/\(document)"),
            encoding: .utf8
        )
        var numbers: [String: Int] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            if cells.count >= 2, let number = Int(cells[1]) {
                numbers[cells[0].trimmingCharacters(in: ["`"])] = number
            }
        }
        return numbers
    }

    @Test("of the ring buffer are what the code uses")
    func ringBuffer() throws {
        let table = try table("ring-buffer.md")
        #expect(table["control.head"] == Int(PLUME_RING_HEAD))
        #expect(table["control.lost"] == Int(PLUME_RING_LOST))
        #expect(table["control.stamp"] == Int(PLUME_RING_STAMP))
        #expect(table["control.count"] == Int(PLUME_RING_COUNT))
        #expect(table["control.frozen"] == Int(PLUME_RING_FROZEN))
        #expect(table["control.table"] == Int(PLUME_RING_TABLE))
        #expect(table["control.consumed"] == Int(PLUME_RING_CONSUMED))
        #expect(table["definitions.size"] == RingGeometry.definitionsBytes)
        #expect(table["definition.header"] == RingImageHeader.entryHeaderBytes)
        #expect(table["control.tail"] == Int(PLUME_RING_TAIL))
        #expect(table["control.size"] == RingGeometry.controlPageBytes)
        #expect(table["session.size"] == RingGeometry.sessionPageBytes)
        #expect(table["record.header"] == Int(PLUME_RING_RECORD_HEADER))
        #expect(table["control.tooBig"] == Int(PLUME_RING_TOO_BIG))
        #expect(table["control.malformed"] == Int(PLUME_RING_MALFORMED))
        #expect(table["version"] == Int(RingGeometry.layoutVersion))
    }

    @Test("of the shared ring are what the code uses")
    func sharedRing() throws {
        let table = try table("ring-buffer.md")
        let compiled = [
            "shared.size": PLUME_SHARED_CONTROL_SIZE, "shared.head": PLUME_SHARED_HEAD,
            "shared.count": PLUME_SHARED_COUNT, "shared.lost": PLUME_SHARED_LOST,
            "shared.malformed": PLUME_SHARED_MALFORMED,
            "shared.tooBig": PLUME_SHARED_TOO_BIG, "shared.frozen": PLUME_SHARED_FROZEN,
            "shared.holes": PLUME_SHARED_HOLES, "shared.tail": PLUME_SHARED_TAIL,
            "shared.table": PLUME_SHARED_TABLE, "shared.slots": PLUME_SHARED_SLOTS,
            "slot.size": PLUME_SHARED_SLOT_SIZE, "slot.owner": PLUME_SHARED_SLOT_OWNER,
            "slot.intent": PLUME_SHARED_SLOT_INTENT,
            "shared.header": PLUME_SHARED_RECORD_HEADER,
        ]
        for (name, number) in compiled { #expect(table[name] == Int(number), "\(name)") }
    }

    @Test("of an event's state are what the C compiler says")
    func eventState() throws {
        let table = try table("elf-section-record.md")
        let compiled: [String: Int?] = unsafe [
            "state.size": MemoryLayout<plume_event_state>.size,
            "state.enabled": MemoryLayout<plume_event_state>.offset(of: \.enabled),
            "state.callbacks": MemoryLayout<plume_event_state>.offset(of: \.callbacks),
            "state.targets": MemoryLayout<plume_event_state>.offset(of: \.targets),
        ]
        for (name, number) in compiled { #expect(table[name] == number, "\(name)") }
    }
}
