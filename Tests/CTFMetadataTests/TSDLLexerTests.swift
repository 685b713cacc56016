// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("TSDL words and constants")
struct TSDLLexerTests {
    private func environment(_ value: String) throws -> TraceClass.EnvironmentValue? {
        try TSDLTexts.parse(TSDLTexts.trace + "env { a = \(value); };")
            .traceClass.environmentValue("a")
    }

    private func place(_ value: String) -> String? {
        TSDLTexts.error(TSDLTexts.trace + "env { a = \(value); };")?.place
    }

    @Test(
        "Integers are read in every base",
        arguments: [
            ("10", 10), ("010", 8), ("0x1F", 31), ("0b101", 5), ("-3", -3), ("+3", 3), ("7ULL", 7),
            ("'A'", 65), ("0", 0),
        ] as [(String, Int128)]
    )
    func integers(text: String, value: Int128) throws {
        #expect(try environment(text) == .integer(value))
    }

    @Test("Wrong integers are refused", arguments: ["08", "0x", "12ab", "18446744073709551616"])
    func wrongIntegers(text: String) {
        #expect(place(text) == "line 2, column 11")
    }

    @Test(
        "Strings know the escapes of C",
        arguments: [
            (#""a\tb""#, "a\tb"), (#""\x41\101""#, "AA"), (#""\x0231""#, "#1"), (#""\u""#, "u"),
            (#""a\0b""#, "a"), (#"L"wide""#, "wide"), (#""\"\\""#, "\"\\"),
        ]
    )
    func strings(text: String, value: String) throws {
        #expect(try environment(text) == .string(value))
    }

    @Test(
        "Wrong strings and marks are refused",
        arguments: [("\"a", 11), ("\"a\u{0}\"", 13), ("\"a\" \"b\"", 15), ("@", 11), ("'ab'", 11)]
    )
    func wrongStrings(text: String, column: Int) {
        #expect(place(text) == "line 2, column \(column)")
    }

    @Test("Comments and line ends of all kinds are skipped")
    func comments() throws {
        let text = "/* CTF 1.8 */\r\n// line\r\n" + TSDLTexts.trace + "/* ** / */;\r\n"
        #expect(try TSDLTexts.parse(text).format == .ctf1)
        #expect(TSDLTexts.error(TSDLTexts.trace + " /* *")?.place == "line 2, column 2")
    }

    @Test("Bytes which are no text do not harm")
    func bytes() {
        for byte in UInt8.min...UInt8.max {
            #expect(throws: CTFError.self) { try TSDLParser.parse([byte]) }
        }
        #expect(throws: CTFError.self) { try TSDLParser.parse([]) }
    }
}
