// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceModel

@testable import CTFMetadata

@Suite("JSON reader")
struct JSONReaderTests {
    private func read(_ text: String) throws(CTFError) -> JSONValue {
        let bytes = Array(text.utf8)
        return try JSONReader.value(of: bytes, in: 0..<bytes.count, fragment: 1)
    }

    @Test("Values of all kinds are read")
    func kinds() throws {
        let value = try read(#" {"a":[null,true,false,-12,1.5e1,"x"],"b":{},"c":[]} "#)
        #expect(
            value
                == .object([
                    .init(
                        name: "a",
                        value: .array([
                            .null, .boolean(true), .boolean(false), .integer(-12), .real(15),
                            .string("x"),
                        ])
                    ),
                    .init(name: "b", value: .object([])),
                    .init(name: "c", value: .array([])),
                ])
        )
    }

    @Test("Integers keep all digits up to 128 bits")
    func integers() throws {
        #expect(try read("18446744073709551615") == .integer(Int128(UInt64.max)))
        #expect(try read("-170141183460469231731687303715884105728") == .integer(.min))
        #expect(try read("170141183460469231731687303715884105727") == .integer(.max))
        guard case .real = try read("170141183460469231731687303715884105728") else {
            Issue.record("A larger integer is a real number.")
            return
        }
    }

    @Test("A number with a fraction is no integer, even if the fraction is zero")
    func fraction() throws {
        #expect(try read("3.0") == .real(3))
    }

    @Test("Escapes in strings are resolved")
    func escapes() throws {
        #expect(
            try read(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#)
                == .string("\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{1F600}")
        )
    }

    @Test(
        "Texts that are not JSON are refused",
        arguments: [
            "", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "01", "-", "1.", "1e", "tru",
            "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"", "\"\n\"",
            "{} {}", "{\"a\":1,\"a\":2}", "+1", "'a'", "[1 2]", "nul", "\"\\u12\"", ".5", "]",
        ]
    )
    func refused(text: String) {
        #expect(throws: CTFError.self) { try read(text) }
    }

    @Test("A string that is not UTF-8 is refused")
    func invalidUTF8() {
        let bytes: [UInt8] = [0x22, 0xC3, 0x28, 0x22]
        #expect(throws: CTFError.self) {
            try JSONReader.value(of: bytes, in: 0..<4, fragment: 1)
        }
    }

    @Test("Deep nesting is refused and does not exhaust the stack")
    func depth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: CTFError.self) { try read(deep) }
    }

    @Test("An error tells the line and the column")
    func place() {
        let error = #expect(throws: CTFError.self) { try read("{\n  \"a\": x\n}") }
        #expect(error?.place == "fragment 1, line 2, column 8")
    }
}
