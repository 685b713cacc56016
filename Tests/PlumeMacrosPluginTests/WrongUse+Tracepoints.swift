// SPDX-License-Identifier: Apache-2.0

#if Macros
@testable import PlumeMacrosPlugin

extension WrongUse {
    static let functions = [
        WrongUse(#"@Tracepoint("a") func f() {}"#, "hasBody", at: "{}"),
        WrongUse(#"@Tracepoint("a") struct S {}"#, "notAFunction", at: #"@Tracepoint("a")"#),
        WrongUse(
            #"enum E { @Tracepoint("a") static func + (x: Int, y: Int) }"#,
            "notAFunction",
            at: #"@Tracepoint("a")"#
        ),
        WrongUse(#"@Tracepoint("a") func f<T>(x: T)"#, "isGeneric", at: "f"),
        WrongUse(#"@Tracepoint("a") func f(x: some Any)"#, "isGeneric", at: "f"),
        WrongUse(#"struct S<T> { @Tracepoint("a") static func f() }"#, "isGeneric", at: "f"),
        WrongUse(#"protocol P { @Tracepoint("a") static func f() }"#, "isGeneric", at: "f"),
        WrongUse(
            #"extension Array where Element == Int { @Tracepoint("a") static func f() }"#,
            "isGeneric",
            at: "f"
        ),
        WrongUse(#"struct S { @Tracepoint("a") func f() }"#, "isInstanceMethod", at: "f"),
        WrongUse(#"func g() { @Tracepoint("a") func f() }"#, "isLocal", at: "f"),
        WrongUse(#"@Tracepoint("a") func f() async"#, "hasEffects", at: "async"),
        WrongUse(#"@Tracepoint("a") func f() throws"#, "hasEffects", at: "throws"),
        WrongUse(#"@Tracepoint("a") func f() -> Int"#, "returnsValue", at: "-> Int"),
    ]

    static let parameters =
        [
            WrongUse(#"@Tracepoint("a") func f(_: Int)"#, "unnamedParameter", at: "_: Int"),
            WrongUse(#"@Tracepoint("a") func f(x _: Int)"#, "unnamedParameter", at: "x _: Int"),
            WrongUse(
                #"@Tracepoint("a") func f(x: Int, x y: Int)"#,
                "duplicateField",
                at: "x y: Int"
            ),
            WrongUse(tooManyParameters, "tooManyFields", at: thirtyThreeParameters),
        ]
        + ["x: inout Int", "x: Int...", "x: Int = 1", "x: consuming String"].map {
            WrongUse("@Tracepoint(\"a\") func f(\($0))", "unsupportedParameter", at: $0)
        }
        + [
            "Int!", "() -> Int", "(Int, Int)", "any Error", "Any", "Self", "[any Error]",
            "[Int: Any]", "(Int)?",
        ].map { WrongUse("@Tracepoint(\"a\") func f(x: \($0))", "unsupportedType", at: $0) }

    private static let thirtyThreeParameters =
        (0...MacroProblem.maximumFields).map { "p\($0): Int" }.joined(separator: ", ")
    private static let tooManyParameters = "@Tracepoint(\"a\") func f(\(thirtyThreeParameters))"

    static let arguments = [
        WrongUse(#"@Tracepoint(provider) func f()"#, "notALiteral", at: "provider"),
        WrongUse(#"@Tracepoint("a\(b)") func f()"#, "notALiteral", at: #""a\(b)""#),
        WrongUse(#"@Tracepoint("") func f()"#, "badName", at: #""""#),
        WrongUse(#"@Tracepoint("a:b") func f()"#, "badName", at: #""a:b""#),
        WrongUse(#"@Tracepoint("a\0b") func f()"#, "badText", at: #""a\0b""#),
        WrongUse("@Tracepoint(\(longText)) func f()", "badText", at: longText),
        WrongUse(#"@Tracepoint("a", name: "x:y") func f()"#, "badName", at: #""x:y""#),
        WrongUse(#"@Tracepoint("a", name: "") func f()"#, "badName", at: #""""#),
        WrongUse(#"@Tracepoint("my shop") func f()"#, "oddName", at: #"@Tracepoint("my shop")"#),
        WrongUse(
            #"@Tracepoint("a", name: "x*") func f()"#,
            "oddName",
            at: #"@Tracepoint("a", name: "x*")"#
        ),
        WrongUse("@Tracepoint(\"a\") func f(`2 n`: Int)", "oddName", at: "@Tracepoint(\"a\")"),
        WrongUse(#"@Tracepoint("a", level: level) func f()"#, "badLevel", at: "level"),
        WrongUse(#"@Tracepoint("a", level: .loud) func f()"#, "badLevel", at: ".loud"),
    ]

    private static let longText =
        "\"\(String(repeating: "x", count: MacroProblem.maximumTextBytes + 1))\""
}
#endif
