// SPDX-License-Identifier: Apache-2.0

import EventContext
import EventFilter
import SideDescription

/// An event with a field of each type, before and behind those of variable size.
enum SampleEvent {
    private static func integer(_ bits: UInt16, _ isSigned: Bool = true) -> SideType {
        SideType(.integer(bits: bits, isSigned: isSigned))
    }
    private static let text = SideType(.string)
    private static let float = SideType(.float(bits: 64))
    private static let pair = SideType(
        .structure([SideField("a", integer(32)), SideField("b", text)])
    )
    private static let point = SideType(
        .structure([
            SideField("x", integer(32)), SideField("y", integer(32)),
            SideField("inner", SideType(.structure([SideField("z", integer(8, false))]))),
        ])
    )

    /// Each field with the value that the conformance table expects.
    static let fields: [(SideField, SampleValue)] = [
        (SideField("flag", SideType(.bool)), .integer(1)),
        (SideField("tiny", integer(8, false)), .integer(200)),
        (SideField("small", integer(8)), .integer(-5)),
        (SideField("port", integer(16, false)), .integer(8_080)),
        (SideField("delta", integer(16)), .integer(-300)),
        (SideField("count", integer(32, false)), .integer(4_000_000_000)),
        (SideField("level", integer(32)), .integer(-7)),
        (SideField("size", integer(64, false)), .integer(4_096)),
        (SideField("huge", integer(64, false)), .integer(0xFFFF_FFFF_FFFF_FFFF)),
        (SideField("offset", integer(64)), .integer(-1_000_000_000_000)),
        (SideField("least", integer(64)), .integer(Int128(Int64.min))),
        (SideField("zero", integer(32)), .integer(0)),
        (SideField("wide", integer(128, false)), .integer(1 << 100)),
        (SideField("narrow", integer(128)), .integer(-5)),
        (SideField("low", integer(128)), .integer(-(1 << 100))),
        (SideField("full", integer(128, false)), .integer(-1)),
        (SideField("ratio", float), .floating(0.75)),
        (SideField("single", SideType(.float(bits: 32))), .floating(1.5)),
        (SideField("none", float), .floating(.nan)),
        (SideField("endless", float), .floating(.infinity)),
        (
            SideField(
                "state",
                SideType(
                    .enumeration(
                        bits: 32,
                        isSigned: true,
                        labels: [SideEnumerationLabel("open", 2...2)]
                    )
                )
            ),
            .integer(2)
        ),
        (
            SideField("point", point),
            .structure([.integer(3), .integer(-4), .structure([.integer(9)])])
        ),
        (SideField("name", text), .text("GET /index.html")),
        (SideField("empty", text), .text("")),
        (SideField("starred", text), .text("a*b")),
        (SideField("payload", SideType(.bytes(mediaType: "text/plain"))), letters("GET")),
        (
            SideField("numbers", SideType(.array(integer(32, false)))),
            .array([.integer(10), .integer(20), .integer(30)])
        ),
        (SideField("letters", SideType(.array(integer(8, false)))), letters("abc\0d")),
        (SideField("signed", SideType(.array(integer(8)))), letters("xyz")),
        (
            SideField("fractions", SideType(.array(float))),
            .array([.floating(0.5), .floating(1.5)])
        ),
        (
            SideField("wides", SideType(.array(integer(128)))),
            .array([.integer(1), .integer(1 << 70)])
        ),
        (
            SideField("flags", SideType(.array(SideType(.bool)))),
            .array([.integer(1), .integer(0)])
        ),
        (SideField("nothing", SideType(.array(integer(16)))), .array([])),
        (SideField("present", SideType(.optional(integer(32)))), .integer(42)),
        (SideField("absent", SideType(.optional(integer(32)))), .absent),
        (SideField("presentText", SideType(.optional(text))), .text("here")),
        (SideField("absentPair", SideType(.optional(pair))), .absent),
        (
            SideField("presentPair", SideType(.optional(pair))),
            .structure([.integer(1), .text("two")])
        ),
        (SideField("nested", SideType(.optional(SideType(.optional(integer(8)))))), .integer(5)),
        (SideField("last", integer(64)), .integer(77)),
        (SideField("path", text), .text("/usr/lib/libx.so")),
        (SideField("method", text), .text("GET")),
    ]

    static func letters(_ text: String) -> SampleValue {
        .array(text.utf8.map { .integer(Int128($0)) })
    }

    static let description = SideEventDescription(
        provider: "sample",
        name: "event",
        fields: fields.map(\.0)
    )

    static let record = SampleRecord(description: description, values: fields.map(\.1))

    /// What the program of the samples knows: all contexts but one, and two of its own.
    static let catalog = ContextCatalog(
        known: KnownContext.allCases.filter { $0 != .hostNamespace }.map { ContextID($0) },
        application: [
            "shop:order": .init(id: ContextID(rawValue: 256), kind: .integer),
            "shop:client": .init(id: ContextID(rawValue: 257), kind: .text),
        ]
    )
}

/// The contexts of the samples; the user namespace cannot be told though it is in the catalog.
struct SampleContexts: ContextSource {
    static let numbers: [ContextID: Int64] = [
        ContextID(.pthreadID): 0x7F00_0000_1000, ContextID(.instructionPointer): 0x40_1000,
        ContextID(.cpu): 3, ContextID(.realUser): 1_000, ContextID(.effectiveUser): 0,
        ContextID(.savedUser): 0, ContextID(.realGroup): 100, ContextID(.effectiveGroup): 100,
        ContextID(.savedGroup): 100, ContextID(.processNamespace): 4_026_531_836,
        ContextID(rawValue: 256): 12,
    ]
    static let texts: [ContextID: [UInt8]] = [
        ContextID(.threadName): Array("worker-1".utf8),
        ContextID(rawValue: 257): Array("acme".utf8),
    ]

    func integer(_ id: ContextID) -> Int64? { Self.numbers[id] }

    func withText<Result>(_ id: ContextID, _ body: (Span<UInt8>) -> Result) -> Result? {
        Self.texts[id].map { body($0.span) }
    }
}

extension LinkedFilter {
    /// Whether a record matches; a span cannot be handed through the macros of tests.
    func matches(staged: [UInt8], _ contexts: some ContextSource) -> Bool {
        matches(staged.span, contexts: contexts)
    }
}
