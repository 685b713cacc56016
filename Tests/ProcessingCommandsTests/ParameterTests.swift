// SPDX-License-Identifier: Apache-2.0

import ProcessingCommands
import Testing
import TraceGraph

@Suite("Parameters")
struct ParameterTests {
    @Test(
        "Values are read",
        arguments: [
            ("null", .null), ("nul", .null), ("NULL", .null), ("yes", .boolean(true)),
            ("TRUE", .boolean(true)), ("no", .boolean(false)), ("FALSE", .boolean(false)),
            ("Yes", .string("Yes")), ("23", .signed(23)), ("- 23", .signed(-23)),
            ("+23", .unsigned(23)), ("+ 23", .unsigned(23)), ("0x1F", .signed(31)),
            ("-0x10", .signed(-16)), ("0b101", .signed(5)), ("017", .signed(15)),
            ("0", .signed(0)), ("+0", .unsigned(0)),
            ("9223372036854775807", .signed(.max)), ("-9223372036854775808", .signed(.min)),
            ("+18446744073709551615", .unsigned(.max)), ("-1.5", .real(-1.5)), (".5", .real(0.5)),
            ("5.", .real(5)), ("1e3", .real(1_000)), ("2.5e-1", .real(0.25)),
            ("inf", .string("inf")), ("a.b-c:d_1", .string("a.b-c:d_1")), ("_x", .string("_x")),
            ("\"\"", .string("")), (#""a \"b\" \\ \n\t""#, .string("a \"b\" \\ \n\t")),
            (#""\q\101""#, .string("qA")), ("[]", .array([])), ("{}", .map([:])),
            ("[1, \"2\", x,]", .array([.signed(1), .string("2"), .string("x")])),
            ("{ a = 1 , b={c=+2}, }", .map(["a": .signed(1), "b": .map(["c": .unsigned(2)])])),
        ] as [(String, ParameterValue)]
    )
    func values(text: String, value: ParameterValue) throws {
        #expect(try ParameterParser.parse("p=\(text)") == ["p": value])
        #expect(try ParameterParser.parse(" q = 1 , p = \(text) ")["p"] == value)
    }

    @Test(
        "What is no value is refused with its column",
        arguments: [
            ("", 1), ("a", 2), ("=1", 1), ("1a=2", 1), ("-a=2", 1), ("a=", 3), ("a==1", 3),
            ("a=b c", 5), ("a=1,", 5), ("a=+-1", 3), ("a=+1.5", 3), ("a=08", 3), ("a=0x", 3),
            ("a=0b2", 3), ("a=1x", 3), ("a=1e", 3), ("a=-b", 3), ("a='x'", 3), ("a=\"x", 3),
            ("a=[,]", 4), ("a=[1 2]", 6), ("a={\"c\"=2}", 4), ("a=9223372036854775808", 3),
            ("a=+18446744073709551616", 4), ("a=null,b", 9), ("é=1", 1),
        ]
    )
    func mistakes(text: String, column: Int) {
        let error = #expect(throws: GraphError.self) { try ParameterParser.parse(text) }
        #expect(error?.causes.first?.message.hasPrefix("Column \(column): ") == true, "\(error!)")
    }

    @Test("A later value replaces an earlier one")
    func replacement() throws {
        #expect(try ParameterParser.parse("a=1,a=2") == ["a": .signed(2)])
    }

    @Test("Nesting is limited")
    func nesting() throws {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        #expect(throws: Never.self) { try ParameterParser.parse("a=\(deep)") }
        let error = #expect(throws: GraphError.self) {
            try ParameterParser.parse("a=" + String(repeating: "[", count: 1_000_000))
        }
        #expect(error?.description.contains("nested") == true)
    }

    @Test("Printed parameters are read back")
    func roundTrip() throws {
        let parameters: Parameters = [
            "a": .null, "b": .boolean(true), "c": .signed(-3), "d": .unsigned(.max),
            "e": .real(2.5), "f": .string("it's \"x\" \\ \n"),
            "g": .array([.map(["h": .array([])]), .real(1e300)]),
        ]
        let text = ParameterText.text(parameters)
        #expect(try ParameterParser.parse(text) == parameters)
        #expect(text.hasPrefix("a=null,b=yes,c=-3,d=+18446744073709551615,e=2.5,f="))
    }

    @Test("No bytes make the parser trap", arguments: 0..<200)
    func noise(seed: UInt64) {
        var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        let characters = Array("ab=,[]{}\"\\+-.0159xe: é")
        var text = "a="
        for _ in 0..<40 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text.append(characters[Int((random >> 33) % UInt64(characters.count))])
        }
        // Whatever is read can be printed and read again.
        guard let parameters = try? ParameterParser.parse(text) else { return }
        #expect((try? ParameterParser.parse(ParameterText.text(parameters))) == parameters)
    }
}
