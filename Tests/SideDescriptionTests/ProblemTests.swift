// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SideDescription

@Suite("A description that nothing can be recorded under")
struct ProblemTests {
    private static let number = SideType(.integer(bits: 8, isSigned: false))

    private static func event(
        _ provider: String = "p",
        _ name: String = "n",
        _ fields: [SideField] = []
    ) -> SideEventDescription {
        SideEventDescription(provider: provider, name: name, fields: fields)
    }

    private static func event(_ type: SideType) -> SideEventDescription {
        event("p", "n", [SideField("f", type)])
    }

    private static func nested(_ depth: Int) -> SideType {
        (0..<depth).reduce(number) { type, _ in SideType(.optional(type)) }
    }

    private static let label = SideEnumerationLabel("l", 0...9)
    private static let based = SideType(
        .integer(bits: 8, isSigned: false),
        attributes: [SideAttribute(SideAttribute.baseKey, .unsigned(7))]
    )
    private static let wrong: [(SideEventDescription, String)] = [
        (event("", "n"), "its provider is empty"), (event("p", ""), "its name is empty"),
        (event("a:b", "n"), "contains a colon"), (event("p", "n\0"), "its name contains a NUL"),
        (event(String(repeating: "p", count: 4_096), "n"), "4096 bytes"),
        (event("p", "n", [SideField("a", number), SideField("", number)]), "field 2 of the event"),
        (event("p", "n", [SideField("a\0", number)]), "NUL"),
        (event("p", "n", ["a", "b", "a"].map { SideField($0, number) }), "\"a\" is named twice"),
        (
            event(SideType(.structure([SideField("x", number), SideField("x", number)]))),
            "\"x\" is named twice"
        ),
        (event(SideType(.structure([SideField("", number)]))), "field 1 of field \"f\""),
        (event(SideType(.integer(bits: 7, isSigned: true))), "has 7 bits"),
        (event(SideType(.integer(bits: 0, isSigned: true))), "has 0 bits"),
        (event(SideType(.float(bits: 8))), "8 bits"), (event(based), "base other than"),
        (event(SideType(.bitmap(bits: 8, labels: [label]))), "bits that it lacks"),
        (event(SideType(.bitmap(bits: 12, labels: []))), "12 bits"),
        (event(SideType(.bitmap(bits: 4_104, labels: []))), "4104 bits"),
        (event(SideType(.fixedArray(number, count: .max))), "elements"),
        (event(SideType(.variant(selector: number, options: []))), "without options"),
        (
            event(
                SideType(
                    .variant(
                        selector: number,
                        options: [
                            SideVariantOption(0...4, number), SideVariantOption(4...9, number),
                        ]
                    )
                )
            ), "same selector"
        ),
        (event(SideType(.variant(selector: nested(1), options: []))), "no integer"),
        (event(nested(40)), "nests deeper than 32"),
        (event("p", "n", (0...4_096).map { SideField("\($0)", number) }), "4097 fields"),
    ]

    @Test("says what is wrong", arguments: wrong)
    func problems(description: SideEventDescription, text: String) {
        #expect(description.problem?.contains(text) == true, "\(description.problem ?? "none")")
    }

    @Test("is what a reader would refuse, and nothing that it takes is one")
    func agreement() throws {
        for depth in 0..<40 {
            let event = Self.event(Self.nested(depth))
            let record = SideRecordBuilder.record(for: event)
            #expect((event.problem == nil) == ((try? SideRecordParser.parse(record)) != nil))
        }
        let many = Self.event("p", "n", (0..<4_096).map { SideField("\($0)", Self.number) })
        #expect(many.problem == nil)
        #expect(try SideRecordParser.parse(SideRecordBuilder.record(for: many)) == many)
    }

    @Test("is not one whose names only get in the way, of which is told")
    func remarks() {
        let odd: [(String, String, String)] = [
            ("my p", "n", "a space"), ("p", "a:b", "a colon"), ("p", "a*", "a star"),
            ("p", "\u{1B}[2J", "a control character"), ("p\u{FFFD}", "n", "not UTF-8"),
        ]
        for (provider, name, text) in odd {
            let event = Self.event(provider, name)
            #expect(event.problem == nil)
            #expect(event.nameRemarks.count == 1)
            #expect(event.nameRemarks[0].contains(text))
        }
        let fields = ["2 n", "a-b", "n", "_n2", "größe"].map { SideField($0, Self.number) }
        #expect(Self.event("p", "n", fields).nameRemarks.count == 2)
    }

    @Test("is told without what steers a terminal")
    func printable() {
        #expect(PrintableName.quoted("a\u{1B}[2J\n") == "\"a\\u{1B}[2J\\u{A}\"")
        #expect(PrintableName.escaped("grün \u{202E}") == "grün \\u{202E}")
        #expect(PrintableName.escaped(String(repeating: "x", count: 500)).count == 121)
    }
}
