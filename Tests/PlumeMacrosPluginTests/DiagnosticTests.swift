// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("The macros say what is wrong")
struct DiagnosticTests {
    @Test(
        "with each wrong use",
        arguments: [
            (#"@Tracepoint("a") func f() {}"#, "hasBody"),
            (#"@Tracepoint("a") struct S {}"#, "notAFunction"),
            (#"@Tracepoint("a") func f<T>(x: T)"#, "isGeneric"),
            (#"struct S<T> { @Tracepoint("a") static func f(x: Int) }"#, "isGeneric"),
            (#"@Tracepoint("a") func f() async"#, "hasEffects"),
            (#"@Tracepoint("a") func f() throws"#, "hasEffects"),
            (#"@Tracepoint("a") func f() -> Int"#, "returnsValue"),
            (#"@Tracepoint("a") func f(x: inout Int)"#, "unsupportedParameter"),
            (#"@Tracepoint("a") func f(x: Int...)"#, "unsupportedParameter"),
            (#"@Tracepoint("a") func f(x: Int = 1)"#, "unsupportedParameter"),
            (#"@Tracepoint("a") func f(x: Date)"#, "unsupportedType"),
            (#"@Tracepoint("a") func f(x: [String])"#, "unsupportedType"),
            (#"@Tracepoint("a") func f(x: Int??)"#, "unsupportedType"),
            (#"@Tracepoint("a") func f(x: Int, x: Int)"#, "duplicateField"),
            (#"@Tracepoint(provider) func f()"#, "notALiteral"),
            (#"@Tracepoint("") func f()"#, "badName"),
            (#"@Tracepoint("a:b") func f()"#, "badName"),
            (#"@Tracepoint("a", name: "x:y") func f()"#, "badName"),
            (#"@Tracepoint("a", level: level) func f()"#, "badLevel"),
            (#"@Tracepoint("a", fields: ["y": .unit("s")]) func f(x: Int)"#, "unknownField"),
            (#"@Tracepoint("a", fields: ["x": .unit("s")]) func f(x: String)"#, "badOption"),
            (#"@Tracepoint("a", fields: ["x": .base(7)]) func f(x: Int)"#, "badOption"),
            (#"@Tracepoint("a", fields: options) func f(x: Int)"#, "notALiteral"),
            (#"#trace(x)"#, "notACall"),
            (#"#trace(f(x: try g()))"#, "effectInArguments"),
            (#"#trace(f(x: await g()))"#, "effectInArguments"),
            (#"#event("a", "b", ["x": y])"#, "untypedField"),
            (#"#event("a", "b", ["x": y as Date])"#, "unsupportedType"),
            (#"#event("a", "b", ["x": 1, "x": 2])"#, "duplicateField"),
            (#"#event("a", name)"#, "notALiteral"),
            (#"#event("a", "b", ["x": await y() as Int])"#, "effectInArguments"),
            (#"func g<T>(t: T) { #event("a", "b") }"#, "isGeneric"),
        ]
    )
    func diagnostics(source: String, problem: String) {
        #expect(MacroExpansion(source).problems.contains(problem))
    }

    @Test("when an event has too many fields")
    func tooManyFields() {
        let parameters = (0...32).map { "p\($0): Int" }.joined(separator: ", ")
        let source = "@Tracepoint(\"a\") func f(\(parameters))"
        #expect(MacroExpansion(source).problems.contains("tooManyFields"))
    }
}
