// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("TSDL types")
struct TSDLTypeTests {
    private func fieldClass(_ member: String) throws -> FieldClass? {
        try TSDLTexts.members(member).first?.fieldClass
    }

    @Test("An integer has the defaults of the format")
    func integer() throws {
        #expect(
            try fieldClass("integer { size = 7; } a;")
                == .integer(IntegerFieldClass(BitLayout(lengthBits: 7)))
        )
        #expect(
            try fieldClass("integer { size = 16; signed = true; byte_order = be; base = x; } a;")
                == .integer(
                    IntegerFieldClass(
                        BitLayout(lengthBits: 16, byteOrder: .bigEndian, alignmentBits: 8),
                        isSigned: true,
                        base: .hexadecimal
                    )
                )
        )
    }

    @Test(
        "Wrong attributes of types are refused at their values",
        arguments: [
            ("integer { size = 0; } a;", 18), ("integer { size = -8; } a;", 18),
            ("integer { size = 1048577; } a;", 18), ("integer { align = 8; } a;", 1),
            ("integer { size = 8; size = 8; } a;", 21),
            ("integer { size = 8; align = 3; } a;", 29),
            ("integer { size = 8; signed = \"no\"; } a;", 30),
            ("integer { size = 8; base = 3; } a;", 28),
            ("integer { size = 8; byte_order = up; } a;", 34),
            ("integer { size = 8; encoding = EBCDIC; } a;", 32),
            ("integer { size = 8; map = clock.c; } a;", 27),
            ("integer { size = 8; map = clock.c.value; } a;", 27),
            ("floating_point { exp_dig = 8; mant_dig = 23; } a;", 1),
            ("string { encoding = 8; } a;", 21), ("missing a;", 1), ("u8 a, a;", 7),
            ("u8 a[-1];", 6), ("u8 a[env.x];", 6), ("struct { u8 b; } align(5) a;", 24),
        ]
    )
    func wrongAttributes(member: String, column: Int) {
        #expect(TSDLTexts.place(member) == "line 4, column \(column)")
    }

    @Test("Only LTTng may name values that an enumeration's integer cannot have")
    func valuesOutsideContainers() throws {
        let text = TSDLTexts.payload(
            "enum : u8 { NEG = -3, ZERO = 0, BIG = 300 ... 400, WIDE = 4 ... 500 } f;\n"
                + "variant <f> { u8 NEG; u32 WIDE; } v;"
        )
        #expect(TSDLTexts.error(text)?.place == "line 4, column 19")
        for tracer in ["lttng-ust", "lttng-modules"] {
            // The environment may follow what it explains.
            let metadata = try TSDLTexts.parse(text + "env { tracer_name = \"\(tracer)\"; };")
            let ranges = [
                IntegerRange(-3), IntegerRange(0),
                try #require(IntegerRange(lower: 300, upper: 400)),
                try #require(IntegerRange(lower: 4, upper: 500)),
            ]
            let members = try #require(metadata.eventRecordClasses.first?.payload?.members)
            guard case .integer(let integer) = members[0].fieldClass,
                case .variant(let variant) = members[1].fieldClass
            else {
                Issue.record("the members have other classes")
                return
            }
            #expect(integer.mappings.map(\.ranges) == ranges.map { IntegerRangeSet([$0]) })
            let possible = try #require(IntegerRange(lower: 4, upper: 255))
            #expect(
                variant.options.map(\.ranges) == [IntegerRangeSet([]), IntegerRangeSet([possible])]
            )
            // What is written says nothing that its readers refuse.
            let old = try TSDLParser.parse(try TSDLWriter.text(metadata))
            #expect(old.eventRecordClasses.first?.payload?.members.count == 2)
            let new = try MetadataParser.parse(CTF2MetadataWriter.metadataStream(metadata))
            guard
                case .integer(let written) = new.eventRecordClasses[0].payload?.members[0]
                    .fieldClass
            else {
                Issue.record("the member has another class")
                return
            }
            #expect(written.mappings.map(\.name) == ["ZERO", "BIG", "WIDE"])
        }
        let other = text + "env { tracer_name = \"barectf\"; };"
        #expect(TSDLTexts.error(other) != nil)
    }

    @Test("Integers up to 2^20 bits are read")
    func longInteger() throws {
        #expect(
            try fieldClass("integer { size = 1048576; } a;")
                == .integer(IntegerFieldClass(BitLayout(lengthBits: 1 << 20, alignmentBits: 8)))
        )
    }

    @Test(
        "Floating-point numbers have the sizes of IEEE 754",
        arguments: [(5, 11, 16), (8, 24, 32), (11, 53, 64), (15, 113, 128)]
    )
    func floatingPoint(exponent: Int, mantissa: Int, bits: Int) throws {
        let text = "floating_point { exp_dig = \(exponent); mant_dig = \(mantissa); } a;"
        #expect(
            try fieldClass(text)
                == .floatingPoint(
                    FloatingPointFieldClass(BitLayout(lengthBits: bits, alignmentBits: 8))
                )
        )
    }

    @Test("The byte order of the trace applies to types that are declared before it")
    func byteOrder() throws {
        let text = """
            struct s { integer { size = 16; } a; };
            event { fields := struct { struct s b; }; };
            trace { major = 1; minor = 8; byte_order = be; };
            """
        let payload = try TSDLTexts.parse(text).eventRecordClasses.first?.payload
        guard case .structure(let inner) = payload?.members.first?.fieldClass,
            case .integer(let integer) = inner.members.first?.fieldClass
        else {
            Issue.record("not an integer in a structure")
            return
        }
        #expect(integer.layout.byteOrder == .bigEndian)
    }

    @Test("Labels that look the same are different labels where their bytes are")
    func labelsOfDifferentBytes() throws {
        let text = "enum : u8 { \"\u{E9}\" = 1, \"e\u{301}\" = 2 } a;"
        guard case .integer(let integer) = try fieldClass(text) else {
            Issue.record("an enumeration is an integer")
            return
        }
        #expect(integer.mappings.map(\.name.utf8.count) == [2, 3])
    }

    @Test("Labels count up, accumulate ranges and may overlap")
    func enumeration() throws {
        let text = "enum : u8 { A, \"b c\" = 5 ... 7, A = 9, D, string = 6, } a;"
        guard case .integer(let integer) = try fieldClass(text) else {
            Issue.record("not an integer")
            return
        }
        #expect(integer.mappings.map(\.name) == ["A", "b c", "D", "string"])
        #expect(integer.mappings[0].ranges == IntegerRangeSet(values: 0, 9))
        #expect(integer.mappings[1].ranges.contains(6))
        #expect(integer.mappings[2].ranges == IntegerRangeSet(values: 10))
    }

    @Test(
        "Wrong enumerations are refused",
        arguments: [
            ("enum : u8 { A = 256 } a;", 17), ("enum : u8 { A = -1 } a;", 17),
            ("enum : u8 { A = 255, B } a;", 22), ("enum : u8 { A = 3 ... 2 } a;", 23),
            ("enum : u8 { } a;", 13), ("enum { A } a;", 1),
            ("typedef string s; enum : s { A } a;", 26),
            ("enum : u8 { A = A } a;", 17), ("enum x a;", 1),
        ]
    )
    func wrongEnumeration(member: String, column: Int) {
        #expect(TSDLTexts.place(member) == "line 4, column \(column)")
    }

    @Test("Brackets are as in C, and arrays of text bytes are strings")
    func arrays() throws {
        let byte = FieldClass.integer(
            IntegerFieldClass(BitLayout(lengthBits: 8, alignmentBits: 8))
        )
        #expect(
            try fieldClass("u8 a[3][2];")
                == .array(
                    ArrayFieldClass(
                        length: .fixed(3),
                        element: .array(ArrayFieldClass(length: .fixed(2), element: byte))
                    )
                )
        )
        #expect(
            try fieldClass("integer { size = 8; encoding = UTF8; } a[4][2];")
                == .array(
                    ArrayFieldClass(
                        length: .fixed(4),
                        element: .string(StringFieldClass(lengthBytes: .fixed(2)))
                    )
                )
        )
        #expect(
            try TSDLTexts.members("u8 n; integer { size = 8; encoding = ascii; } a[n];")[1]
                .fieldClass
                == .string(
                    StringFieldClass(
                        lengthBytes: .field(FieldLocation(origin: .eventRecordPayload, "n"))
                    )
                )
        )
    }

    @Test("Lengths may come from the environment")
    func environmentLength() throws {
        let text =
            TSDLTexts.trace + "env { n = 3; };" + TSDLTexts.types
            + "event { fields := struct { u8 a[env.n]; }; };"
        guard
            case .array(let array) = try TSDLTexts.parse(text).eventRecordClasses.first?.payload?
                .members.first?.fieldClass
        else {
            Issue.record("not an array")
            return
        }
        #expect(array.length == .fixed(3))
    }

    @Test("Attributes that nobody knows are ignored")
    func unknownAttributes() throws {
        #expect(try TSDLTexts.members("integer { size = 8; colour = red; } a;").count == 1)
    }
}
