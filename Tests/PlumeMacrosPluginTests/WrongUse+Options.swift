// SPDX-License-Identifier: Apache-2.0

#if Macros
@testable import PlumeMacrosPlugin

extension WrongUse {
    static let options =
        [
            WrongUse(#"@Tracepoint("a", fields: all) func f(x: Int)"#, "notALiteral", at: "all"),
            WrongUse(
                #"@Tracepoint("a", fields: ["y": .unit("s")]) func f(x: Int)"#,
                "unknownField",
                at: #""y""#
            ),
            WrongUse(
                #"@Tracepoint("a", fields: ["x": .unit("s"), "x": .base(2)]) func f(x: Int)"#,
                "duplicateOption",
                at: #""x""#
            ),
            option(#".unit(name)"#, of: "Int", "notALiteral", at: "name"),
            option(#"unit"#, of: "Int", "notALiteral"),
            option(
                #".all(.unit("s"), .unit("ms"))"#,
                of: "Int",
                "duplicateOption",
                at: #".unit("ms")"#
            ),
            option(
                #".labels(["a": 1, "b": 256])"#,
                of: "UInt8",
                "badLabel",
                at: #""b": 256"#
            ),
            option(#".labels(["a": 0, "b": -1])"#, of: "UInt", "badLabel", at: #""b": -1"#),
            option(#".labels(["a": 0, "a": 1])"#, of: "Int", "badLabel", at: #""a": 1"#),
            option(#".labels(["a": zero])"#, of: "Int", "notALiteral", at: "zero"),
            option(#".labels(table)"#, of: "Int", "notALiteral", at: "table"),
        ]
        + [
            (#".unit("s")"#, "String"), (#".unit("s")"#, "Bool"), (#".base(7)"#, "Int"),
            (#".base(16)"#, "Double"), (#".mediaType("text/plain")"#, "String"),
            (#".labels(["a": 1])"#, "Int128"), (#".labels(["a": 1])"#, "String"),
            (#".labels([:])"#, "Int"), (sixtyFiveLabels, "Int"), (#".labels(["a": 1])"#, "Method"),
            (#".mediaType("text/plain")"#, "Method"), (#".colour("red")"#, "Int"),
        ].map { option($0.0, of: $0.1, "badOption") }

    private static let sixtyFiveLabels =
        ".labels(["
        + (0...MacroProblem.maximumLabels).map { "\"l\($0)\": \($0)" }
        .joined(separator: ", ") + "])"

    private static func option(
        _ option: String,
        of type: String,
        _ id: String,
        at place: String? = nil
    ) -> WrongUse {
        WrongUse(
            "@Tracepoint(\"a\", fields: [\"x\": \(option)]) func f(x: \(type))",
            id,
            at: place ?? option
        )
    }

    static let lazyCalls = [
        WrongUse("#trace(x)", "notACall", at: "#trace(x)"),
        WrongUse("#trace(.f(x: 1))", "notACall", at: "#trace(.f(x: 1))"),
        WrongUse("#trace(f { 1 })", "notACall", at: "#trace(f { 1 })"),
        WrongUse("#trace(f(x: try g()))", "effectInArguments", at: "try"),
        WrongUse("#trace(f(x: await g()))", "effectInArguments", at: "await"),
        WrongUse("#trace(f(x: try? await g()))", "effectInArguments", at: "await"),
    ]

    static let events =
        [
            event(#"["x": 1, "x": 2]"#, "duplicateField", at: #""x""#),
            event(#"["": 1]"#, "badName", at: #""""#),
            event(#"["2 n": 1]"#, "oddName", at: ##"#event("a", "b", ["2 n": 1])"##),
            event(#"[key: 1]"#, "notALiteral", at: "key"),
            event("table", "notALiteral", at: "table"),
            event(#"["x": y as Any]"#, "unsupportedType", at: "Any"),
            event(#"["x": await y() as Int]"#, "effectInArguments", at: "await"),
            event(thirtyThreeFields, "tooManyFields", at: thirtyThreeFields),
            WrongUse(#"#event("a", name)"#, "notALiteral", at: "name"),
            WrongUse(#"#event("a", "b", level: x)"#, "badLevel", at: "x"),
        ]
        + ["y", "y.z", "f(y)", "UInt64(exactly: y)", "y as? Int", "y is Int", "a + b", "nil"].map {
            event("[\"x\": \($0)]", "untypedField", at: $0)
        }
        + [
            #"func g<T>(t: T) { #event("a", "b") }"#, #"func g(t: some P) { #event("a", "b") }"#,
            #"extension P where Self: Q { func g() { #event("a", "b") } }"#,
            #"struct S<T> { init() { #event("a", "b") } }"#,
        ].map { WrongUse($0, "isGeneric", at: #"#event("a", "b")"#) }

    private static let thirtyThreeFields =
        "[" + (0...MacroProblem.maximumFields).map { "\"p\($0)\": 1" }.joined(separator: ", ") + "]"

    private static func event(_ fields: String, _ id: String, at place: String) -> WrongUse {
        WrongUse("#event(\"a\", \"b\", \(fields))", id, at: place)
    }
}
#endif
