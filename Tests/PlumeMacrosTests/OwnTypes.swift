// SPDX-License-Identifier: Apache-2.0

#if Macros
import PlumeMacros

// Types as programs have them, and tracepoints that take them.

enum Phase: UInt8, FieldEnumeration { case idle, busy }

enum Verb: String, FieldValue { case get = "GET" }

enum Outer {
    struct Place: FieldStructure {
        var x: Int16
        var name: Substring

        static let members: [SideField] = [
            .member("x", Int16.self), .member("name", Substring.self),
        ]

        func write(into writer: inout RecordWriter) {
            x.write(into: &writer)
            name.write(into: &writer)
        }
    }
}

typealias Size = UInt32

@Tracepoint(
    "macro-test",
    level: .notice,
    fields: ["size": .all(.unit("By"), .base(16)), "phase": .role("phase \"of\" it")]
)
func owned(id: UInt16, phase: Phase, verb: Verb?, place: Outer.Place, size: Size, phases: [Phase])

@Tracepoint("macro-test")
func collected(words: [String], counts: [String: UInt8], rows: [[UInt8]], deep: Int8??)

struct Owner {
    @Tracepoint("macro-test")
    static func moved(_ phase: Phase)

    func once(_ phase: () -> Phase) {
        #event("macro-test", "owned-once", ["phase": phase() as Phase])
    }
}
#endif
