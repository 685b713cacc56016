// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SideDescription

@Suite("The record of an event")
struct SideRecordTests {
    private let description = SideEventDescription(
        provider: "p",
        name: "n",
        logLevel: .warning,
        fields: [
            SideField("b", SideType(.bool)),
            SideField(
                "i",
                SideType(
                    .integer(bits: 128, isSigned: true),
                    attributes: [SideAttribute(SideAttribute.unitKey, .string("ns"))]
                )
            ),
            SideField("f", SideType(.float(bits: 64))),
            SideField("s", SideType(.string)),
            SideField("y", SideType(.bytes(mediaType: "image/png"))),
            SideField("a", SideType(.array(SideType(.integer(bits: 16, isSigned: false))))),
            SideField("o", SideType(.optional(SideType(.string)))),
            SideField(
                "e",
                SideType(
                    .enumeration(
                        bits: 8,
                        isSigned: true,
                        labels: [SideEnumerationLabel("x", -1...1)]
                    )
                )
            ),
            SideField("t", SideType(.structure([SideField("m", SideType(.float(bits: 32)))]))),
            SideField("h", SideType(.float(bits: 16))),
            SideField("w", SideType(.float(bits: 128))),
            SideField("x", SideType(.fixedArray(SideType(.array(SideType(.string))), count: 3))),
            SideField(
                "m",
                SideType(.bitmap(bits: 16, labels: [SideEnumerationLabel("high", 8...15)]))
            ),
            SideField(
                "wide",
                SideType(.bitmap(bits: 128, labels: [SideEnumerationLabel("last", 127...127)]))
            ),
            SideField(
                "bytes",
                SideType(.bitmap(bits: 24, labels: [SideEnumerationLabel("last", 23...23)]))
            ),
            SideField(
                "v",
                SideType(
                    .variant(
                        selector: SideType(.integer(bits: 8, isSigned: true)),
                        options: [
                            SideVariantOption(-2...(-1), SideType(.string)),
                            SideVariantOption(0...9, SideType(.structure([]))),
                        ]
                    ),
                    attributes: [
                        SideAttribute("a", .signed(-1)), SideAttribute("r", .real(0.5)),
                        SideAttribute("b", .boolean(true)),
                    ]
                )
            ),
        ],
        attributes: [SideAttribute("of the event", .string("yes"))]
    )

    @Test("gives back the description that it was made of")
    func roundTrip() throws {
        let record = SideRecordBuilder.record(for: description)
        #expect(record.count % 8 == 0)
        #expect(try SideRecordParser.parse(record) == description)
        let twice = record + [UInt8](repeating: 0, count: 16) + record
        #expect(try SideRecordParser.records(inSection: twice).count == 2)
    }

    @Test("keeps names apart that are equal to Unicode and have other bytes")
    func bytes() throws {
        let names = ["\u{E9}", "e\u{301}"]
        let event = SideEventDescription(
            provider: "p",
            name: "n",
            fields: names.map { SideField($0, SideType(.bool)) }
        )
        #expect(event.problem == nil)
        let found = try SideRecordParser.parse(SideRecordBuilder.record(for: event))
        #expect(found.fields.map { Array($0.name.utf8) } == names.map { Array($0.utf8) })
    }

    @Test("that is damaged gives an error or a description, never a trap")
    func damaged() {
        let record = SideRecordBuilder.record(for: description)
        var failures = 0
        for position in 0..<(record.count * 8) {
            var bytes = record
            bytes[position / 8] ^= 1 << UInt8(position % 8)
            if (try? SideRecordParser.parse(bytes)) == nil { failures += 1 }
        }
        for cut in 0..<record.count {
            #expect(throws: SideRecordError.self) {
                try SideRecordParser.parse(Array(record.prefix(min(cut, 100))))
            }
            if (try? SideRecordParser.parse(Array(record.prefix(cut)))) == nil { failures += 1 }
        }
        #expect(failures > 500)
    }

    @Test("that refers to itself without end is refused")
    func endless() {
        var record = SideRecordBuilder.record(
            for: SideEventDescription(
                provider: "p",
                name: "n",
                fields: [SideField("o", SideType(.optional(SideType(.string))))]
            )
        )
        // The optional's type object points back to the optional itself.
        let field = SideLayout.descriptionOffset + SideLayout.descriptionSize + 16
        let object = Int(record[field + 2]) | Int(record[field + 3]) << 8
        record[object] = UInt8(field & 0xFF)
        record[object + 1] = UInt8(field >> 8)
        #expect(throws: SideRecordError.self) { try SideRecordParser.parse(record) }
    }
}
