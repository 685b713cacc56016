// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("TSDL scopes and references")
struct TSDLScopeTests {
    @Test("Names of types are hidden by those of inner scopes and gone after them")
    func scopes() throws {
        let members = try TSDLTexts.members(
            "struct { typedef u32 u8; u8 x; } a; u8 b; typedef u8 t[2], v; v c;"
        )
        guard case .structure(let inner) = members[0].fieldClass,
            case .integer(let hidden) = inner.members[0].fieldClass,
            case .integer(let outer) = members[1].fieldClass
        else {
            Issue.record("not integers")
            return
        }
        #expect(hidden.layout.lengthBits == 32 && outer.layout.lengthBits == 8)
        #expect(members[2].fieldClass == members[1].fieldClass)
    }

    @Test(
        "Names of types that are unknown here, or taken, are refused",
        arguments: [
            ("struct { typedef u8 t; } a; t b;", 29), ("typedef u8 t; typedef u8 t;", 26),
            ("struct s a; struct s { u8 x; };", 1), ("struct s { struct s x; } a;", 12),
            ("struct s { u8 x; }; struct s { u8 x; };", 28), ("typedef u8 int;", 12),
            ("typealias integer { size = 8; } := trace;", 36), ("entier { size = 8; } a;", 8),
        ]
    )
    func wrongNames(member: String, column: Int) {
        #expect(TSDLTexts.place(member) == "line 4, column \(column)")
    }

    @Test("Names of several words and pointers are names too")
    func words() throws {
        let members = try TSDLTexts.members(
            """
            typealias integer { size = 64; } := unsigned   long;
            typealias integer { size = 64; base = 16; } := void *;
            unsigned long a; void *b; const unsigned const long c;
            """
        )
        #expect(members.map(\.name) == ["a", "b", "c"])
        #expect(members[0].fieldClass == members[2].fieldClass)
        #expect(TSDLTexts.place("u8 *a;") == "line 4, column 1")
    }

    @Test("One leading underscore is removed unless names would be equal then")
    func underscores() throws {
        let members = try TSDLTexts.members("u8 _a; u8 _b; u8 b; u8 __c; u8 _; u8 _n; u8 d[_n];")
        #expect(members.map(\.name) == ["a", "_b", "b", "_c", "", "n", "d"])
        guard case .array(let array) = members[6].fieldClass else {
            Issue.record("not an array")
            return
        }
        #expect(array.length == .field(FieldLocation(origin: .eventRecordPayload, "n")))
    }

    @Test("A length named in a type is the field which precedes the type's declaration")
    func declarationScope() throws {
        let members = try TSDLTexts.members(
            "u8 n; typedef struct { u8 a[n]; } t; struct { string n; t x; } s;"
        )
        guard case .structure(let outer) = members[1].fieldClass,
            case .structure(let inner) = outer.members[1].fieldClass,
            case .array(let array) = inner.members[0].fieldClass
        else {
            Issue.record("not an array")
            return
        }
        #expect(array.length == .field(FieldLocation(origin: .eventRecordPayload, "n")))
    }

    @Test(
        "References to nothing, to later fields and to fields of other kinds are refused",
        arguments: [
            ("u8 a[n];", 6), ("u8 a[n]; u8 n;", 6), ("string n; u8 a[n];", 16),
            ("integer { size = 8; signed = 1; } n; u8 a[n];", 43),
            ("struct { u8 n; } s[2]; u8 a[s.n];", 29), ("u8 n; u8 a[n.m];", 12),
            ("struct { u8 n; } s; u8 a[s.m];", 26), ("u8 a[event.fields.a];", 6),
            ("u8 a[event.context.n];", 6), ("u8 a[event.fields.n]; u8 n;", 6),
            ("u8 n; variant <n> { u8 x; } a;", 16), ("variant { u8 x; } a;", 1),
            ("enum : u8 { x } t; variant <t> { } a;", 20),
            ("enum : u8 { x } t; variant <t> { u8 x; u8 x; } a;", 43), ("u8 a[];", 6),
            (
                "enum : u8 { x, y } t; variant <t> { struct { u8 n; } x; string y; } v; u8 a[v.n];",
                77
            ),
        ]
    )
    func wrongReferences(member: String, column: Int) {
        #expect(TSDLTexts.place(member) == "line 4, column \(column)")
    }

    @Test("A tag may be bound where the variant is declared or where it is used")
    func tags() throws {
        let early = try TSDLTexts.members(
            "enum : u8 { x, y = 5 } t; typedef variant <t> { u8 x; u32 y; u8 z; } v; v a;"
        )
        let late = try TSDLTexts.members(
            "variant v { u8 x; u32 y; u8 z; }; enum : u8 { x, y = 5 } t; variant v <t> a;"
        )
        #expect(early == late)
        guard case .variant(let variant) = early[1].fieldClass else {
            Issue.record("not a variant")
            return
        }
        #expect(variant.selector == FieldLocation(origin: .eventRecordPayload, "t"))
        #expect(
            variant.options.map(\.ranges)
                == [
                    IntegerRangeSet(values: 0), IntegerRangeSet(values: 5), IntegerRangeSet([]),
                ]
        )
    }

    @Test("Of options whose labels share values, the first one has them")
    func overlap() throws {
        let members = try TSDLTexts.members(
            "enum : u8 { x = 3 ... 5, y = 0 ... 9 } t; variant <t> { u8 x; u32 y; } a;"
        )
        guard case .variant(let variant) = members[1].fieldClass else {
            Issue.record("not a variant")
            return
        }
        #expect(!variant.options[1].ranges.contains(4))
        #expect(variant.options[1].ranges.contains(2) && variant.options[1].ranges.contains(6))
    }

    @Test("A field in an option sees that option only")
    func ownOption() throws {
        let text =
            "enum : u8 { x, y } t; variant <t> { struct { u8 n; u8 a[event.fields.v.n]; } x;"
            + " struct { string n; } y; } v;"
        #expect(TSDLTexts.place(text) == nil)
    }

    @Test("All scopes can be named, also by dots with blanks and before the scope's own block")
    func absolute() throws {
        let text =
            """
            event { fields := struct { u8 a[stream . packet . context.n]; u8 b[event.context.n]; };
                    context := struct { u8 n; u8 c[stream.event.header.n]; }; };
            stream { packet.context := struct { u8 n; u8 d[trace.packet.header.n]; };
                     event.header := struct { u8 n; };
                     event.context := struct { u8 n; u8 e[stream.event.context.n]; }; };
            trace { major = 1; minor = 8; byte_order = le; packet.header := struct { u8 n; }; };
            """
        let metadata = try TSDLTexts.parse(TSDLTexts.types + text)
        guard case .array(let array) = metadata.eventRecordClasses[0].payload?.members[0].fieldClass
        else {
            Issue.record("not an array")
            return
        }
        #expect(array.length == .field(FieldLocation(origin: .packetContext, "n")))
    }
}
