// SPDX-License-Identifier: Apache-2.0

#if Macros
import PlumeMacros
import SideDescription
import Testing

@Suite("The section of the program's file")
struct SectionTests {
    @Test("names every event of every module, called or not")
    func names() throws {
        let names = try SectionEvents.inFile().map(\.fullName)
        #expect(Set(names).count == names.count)
        #expect(
            Set(names).isSuperset(of: [
                "macro-test:everything", "macro-test:integers", "macro-test:nothing-at-all",
                "macro-test:unusual_name", "macro-test:isolated", "macro-test:inside",
                "macro-test:worked", "macro-test:once", "macro-test:bare", "macro-test:local",
                "macro-fixtures:accepted", "macro-fixtures:closed", "macro-fixtures:secret",
            ])
        )
    }

    @Test("says of the fields what the source says")
    func fields() throws {
        let events = try SectionEvents.inFile()
        let everything = try #require(events.first { $0.name == "everything" })
        #expect(everything.logLevel == .notice)
        let labels: [SideEnumerationLabel] = [.init("idle", 0...0), .init("busy", 1...1)]
        let size = SideType(
            .integer(bits: 32, isSigned: false),
            attributes: [
                SideAttribute(SideAttribute.unitKey, .string("By")),
                SideAttribute(SideAttribute.baseKey, .unsigned(16)),
            ]
        )
        #expect(
            everything.fields == [
                SideField("size", size),
                SideField(
                    "state",
                    SideType(.enumeration(bits: 64, isSigned: true, labels: labels))
                ),
                SideField("single", Float.sideType), SideField("double", Double.sideType),
                SideField("flag", Bool.sideType), SideField("text", String.sideType),
                SideField("literal", StaticString.sideType),
                SideField("body", SideType(.bytes(mediaType: "application/json"))),
                SideField("numbers", [UInt32].sideType), SideField("present", UInt32?.sideType),
                SideField("absent", String?.sideType),
            ]
        )
    }

    @Test("gives integers, labels of parameters and one-shot events their fields")
    func otherFields() throws {
        let events = try SectionEvents.inFile()
        let integers = try #require(events.first { $0.name == "integers" })
        #expect(
            integers.fields.map(\.type) == [
                Int8.sideType, Int16.sideType, Int32.sideType, Int64.sideType, Int128.sideType,
                UInt8.sideType, UInt16.sideType, UInt32.sideType, UInt64.sideType,
                UInt128.sideType, Int.sideType, UInt.sideType,
            ]
        )
        let unusual = try #require(events.first { $0.name == "unusual_name" })
        #expect(unusual.fields.map(\.name) == ["in", "repeat", "default"])
        let once = try #require(events.first { $0.name == "once" })
        #expect(once.logLevel == .warning)
        #expect(
            once.fields == [
                SideField("value", UInt64.sideType), SideField("the_text", String.sideType),
                SideField("negative", Int.sideType), SideField("yes", Bool.sideType),
            ]
        )
    }
}
#endif
