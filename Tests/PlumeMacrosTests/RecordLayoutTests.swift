// SPDX-License-Identifier: Apache-2.0

#if Macros
import CPlume
import SideDescription
import Testing

@Suite("docs/abi/elf-section-record.md gives the layout of")
struct RecordLayoutTests {
    @Test("a record")
    func record() throws {
        let rows = try LayoutDocument.rows(of: "record")
        #expect(rows["magic"] == .init(offset: 0, size: 8))
        #expect(rows["size"] == .init(offset: SideLayout.sizeOffset, size: 4))
        #expect(rows["version"] == .init(offset: SideLayout.versionOffset, size: 2))
        #expect(rows["stateAccessor"] == .init(offset: SideLayout.stateAccessorOffset, size: 8))
        #expect(rows["fixupOffset"] == .init(offset: SideLayout.fixupOffsetOffset, size: 4))
        #expect(rows["fixupCount"] == .init(offset: SideLayout.fixupCountOffset, size: 4))
        #expect(
            rows["description"]
                == .init(offset: SideLayout.descriptionOffset, size: SideLayout.descriptionSize)
        )
        #expect(rows.count == 8, "the reserved bytes are the eighth row")
    }

    @Test("a description")
    func description() throws {
        let event = SideEventDescription(
            provider: "p",
            name: "name",
            logLevel: .debug,
            fields: [SideField("field", SideType(.bool))]
        )
        let record = SideRecordBuilder.record(for: event)
        let rows = try LayoutDocument.rows(of: "description")
        func number(_ name: String, skipping bytes: Int = 0, count: Int? = nil) throws -> Int {
            let row = try #require(rows[name])
            let offset = SideLayout.descriptionOffset + row.offset + bytes
            return record[offset..<(offset + (count ?? row.size))].reversed()
                .reduce(0) { $0 << 8 | Int($1) }
        }
        #expect(try number("structSize") == SideLayout.descriptionSize)
        #expect(try number("structVersion") == 0)
        #expect(try number("state", count: 8) == 0)
        #expect(try record[number("provider", count: 8)...].starts(with: [0x70, 0]))
        #expect(try record[number("name", count: 8)...].starts(with: Array("name".utf8) + [0]))
        let field = try number("fields", count: 8)
        let fieldName = Int(record[field]) | Int(record[field + 1]) << 8
        #expect(record[fieldName...].starts(with: Array("field".utf8) + [0]))
        #expect(try number("fields", skipping: 16, count: 4) == 1)
        #expect(try number("attributes", skipping: 16, count: 4) == 0)
        #expect(try number("flags") == 0)
        #expect(try number("typeLabelCount") == Int(SideLayout.typeLabelCount))
        #expect(try number("attributeTypeCount") == Int(SideLayout.attributeTypeCount))
        #expect(try number("logLevel") == Int(LogLevel.debug.rawValue))
        #expect(rows.values.map { $0.offset + $0.size }.max() == SideLayout.descriptionSize)
    }

    @Test("everything, in bytes")
    func parts() throws {
        #expect(
            try LayoutDocument.sizes() == [
                "description": SideLayout.descriptionSize,
                "state": unsafe MemoryLayout<plume_event_state>.size,
                "field": SideLayout.fieldSize, "type": SideLayout.typeSize,
                "structure": SideLayout.structSize, "vla": SideLayout.vlaSize,
                "optional": SideLayout.optionalSize, "mappings": SideLayout.mappingsSize,
                "mapping": SideLayout.mappingSize, "attribute": SideLayout.attributeSize,
            ]
        )
    }

    @Test("a state, as the C compiler lays it out")
    func state() throws {
        typealias Layout = MemoryLayout<plume_event_state>
        let rows = try LayoutDocument.rows(of: "state")
        let offsets = unsafe [
            "version": Layout.offset(of: \.version),
            "callback_count": Layout.offset(of: \.callback_count),
            "enabled": Layout.offset(of: \.enabled),
            "callbacks": Layout.offset(of: \.callbacks),
            "description": Layout.offset(of: \.description),
            "targets": Layout.offset(of: \.targets),
            "callout": Layout.offset(of: \.callout),
        ]
        #expect(rows.mapValues { Optional($0.offset) } == offsets)
        // The fields leave no gap and fill the structure.
        let sorted = rows.values.sorted { $0.offset < $1.offset }
        let ends = sorted.map { $0.offset + $0.size }
        #expect(ends == sorted.dropFirst().map(\.offset) + [unsafe Layout.size])
    }
}
#endif
