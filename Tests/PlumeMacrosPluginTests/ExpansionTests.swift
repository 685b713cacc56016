// SPDX-License-Identifier: Apache-2.0

#if Macros
import Testing

@Suite("The macros expand")
struct ExpansionTests {
    @Test("a lazy call into a condition around its arguments")
    func trace() {
        let expansion = MacroExpansion("#trace(Events.command(key: name, size: data.count))")
        #expect(expansion.complaints.isEmpty)
        #expect(
            expansion.text == """
                (Events._plume_command.isEnabled \
                ? Events._plume_command.emit(name, data.count) : ())
                """
        )
    }

    @Test(
        "a lazy call into a reference to the namespace beside the function",
        arguments: [
            ("f()", "_plume_f"), ("self.f()", "Self._plume_f"), ("A.B.f()", "A.B._plume_f"),
            ("`default`()", "_plume_default"), ("`my event`()", "`_plume_my event`"),
        ]
    )
    func namespace(call: String, namespace: String) {
        let text = MacroExpansion("#trace(\(call))").text
        #expect(text == "(\(namespace).isEnabled ? \(namespace).emit() : ())")
    }

    @Test(
        "a lazy call with effects that stay inside an argument",
        arguments: ["try? g()", "try" + "! g()", "Task { try await g() }"]
    )
    func innerEffects(argument: String) {
        let expansion = MacroExpansion("#trace(f(x: \(argument)))")
        #expect(expansion.complaints.isEmpty)
        #expect(expansion.text.contains("_plume_f.emit("))
    }

    @Test(
        "a one-shot event with a type for each field that says it",
        arguments: [
            ("x as UInt64", "UInt64"), ("x as" + "! Float", "Float"), ("(x as Int8?)", "Int8?"),
            ("a + b as Int", "Int"), ("UInt16(x)", "UInt16"), ("Swift.Int(x)", "Swift.Int"),
            ("[UInt8](x)", "[UInt8]"), ("Bytes(x)", "Bytes"), ("String(describing: x)", "String"),
            ("\"\\(x)\"", "String"), ("5", "Int"), ("-5", "Int"), ("1.5", "Double"),
            ("-1.5", "Double"), ("true", "Bool"),
        ]
    )
    func writtenType(value: String, type: String) {
        let expansion = MacroExpansion("#event(\"a\", \"b\", [\"x\": \(value)])")
        #expect(expansion.complaints.isEmpty)
        #expect(expansion.text.contains("static func emit(_ field0: \(type))"))
        #expect(expansion.text.contains("_PlumeEvent.emit(\(value))"))
    }

    @Test(
        "a tracepoint with the access of its function",
        arguments: [
            ("", "enum", "nonisolated"), ("public ", "public enum", "public nonisolated"),
            ("package ", "package enum", "package nonisolated"),
            ("open ", "public enum", "public nonisolated"),
            ("private ", "fileprivate enum", "nonisolated"),
            ("fileprivate ", "fileprivate enum", "nonisolated"),
        ]
    )
    func access(modifier: String, namespace: String, member: String) {
        let text = MacroExpansion("@Tracepoint(\"a\") \(modifier)func f()").text
        #expect(text.contains("\n\(namespace) _plume_f {"))
        #expect(text.contains("\n    \(member) static var isEnabled"))
        #expect(text.contains("\n    \(member) static func emit("))
        // Nobody else needs the record and the state: the loader finds them through the section.
        #expect(text.contains("\n    nonisolated(unsafe) static var state"))
        #expect(text.contains("\n    nonisolated(unsafe) static var record"))
    }

    @Test("names that are keywords or hold spaces into names in backticks")
    func unusualNames() {
        let text = MacroExpansion(
            #"@Tracepoint("a") func `my event`(in x: Int, `repeat`: Int, _ `a b`: Int)"#
        ).text
        #expect(text.contains("enum `_plume_my event` {"))
        #expect(text.contains("    `_plume_my event`.emit(x, `repeat`, `a b`)"))
    }

    @Test("fields of the program's own types into a description that asks the types")
    func ownTypes() {
        let expansion = MacroExpansion(
            #"@Tracepoint("a", fields: ["m": .role("r\"")]) func f(n: UInt8?, m: Method, s: [A.B])"#
        )
        #expect(expansion.complaints.isEmpty)
        #expect(
            expansion.text == """
                func f(n: UInt8?, m: Method, s: [A.B]) {
                    if _plume_f.isEnabled {
                        _plume_f.emit(n, m, s)
                    }
                }

                enum _plume_f {
                    nonisolated static let event = EventHandle(
                        SideEventDescription(
                            provider: "a",
                            name: "f",
                            logLevel: .info,
                            fields: [
                                SideField("n", SideType(.optional(SideType(.integer(bits: 8, \
                isSigned: false))))),
                                SideField.member("m", (Method).self, attributes: \
                [SideAttribute("plume.role", .string(#"r""#))]),
                                SideField.member("s", ([A.B]).self),
                            ]
                        )
                    )
                    nonisolated static var isEnabled: Bool {
                        event.isEnabled
                    }
                    @inline(never)
                    nonisolated static func emit(_ field0: UInt8?, _ field1: Method, \
                _ field2: [A.B]) {
                        event.emit { writer in
                            field0.write(into: &writer)
                            field1.write(into: &writer)
                            field2.write(into: &writer)
                        }
                    }
                }
                """
        )
    }

    @Test("a refused tracepoint into what its calls find")
    func refused() {
        let expansion = MacroExpansion(
            #"public struct S { @Tracepoint("a") public func f<T>(x: T, y: Int...) where T: P }"#
        )
        #expect(expansion.complaints.map(\.id) == ["isGeneric"])
        #expect(
            expansion.text.contains("public nonisolated static func emit<T>(\n")
                && expansion.text.contains("_ field0: T, _ field1: Int...\n")
                && expansion.text.contains(") where T: P {")
        )
    }
}
#endif
