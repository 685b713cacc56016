// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceModel

@testable import CTFMetadata

@Suite("JSON reader")
struct JSONReaderTests {
    /// Reads a text as the value of an attribute, which can be any JSON value.
    private func read(_ text: String) throws(CTFError) -> AttributeValue? {
        var converter = CTF2Converter(Array("{\"attributes\":{\"x\":\(text)}}".utf8))
        try converter.tape.read(0..<converter.tape.bytes.count, fragment: 1)
        return try converter.attributes(0)["x"]
    }

    private func tape(_ bytes: [UInt8]) throws(CTFError) -> JSONTape {
        var tape = JSONTape(bytes)
        try tape.read(0..<bytes.count, fragment: 1)
        return tape
    }

    @Test("Values of all kinds are read")
    func kinds() throws {
        let value = try read(#" {"a":[null,true,false,-12,1.5e1,"x"],"b":{},"c":[]} "#)
        let elements: [AttributeValue] = [
            .null, .boolean(true), .boolean(false), .integer(-12), .real(15), .string("x"),
        ]
        #expect(
            value
                == .object(["a": .array(elements), "b": .object([:]), "c": .array([])])
        )
    }

    @Test("Integers keep all digits up to 128 bits")
    func integers() throws {
        #expect(try read("18446744073709551615") == .integer(Int128(UInt64.max)))
        #expect(try read("-9223372036854775808") == .integer(Int128(Int64.min)))
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
        #expect(throws: CTFError.self) { try tape(Array(text.utf8)) }
    }

    @Test("A string that is not UTF-8 is refused")
    func invalidUTF8() {
        let bytes: [UInt8] = [0x22, 0xC3, 0x28, 0x22]
        #expect(throws: CTFError.self) { try tape(bytes) }
    }

    @Test("Names are compared after their escapes, and byte by byte")
    func names() throws {
        #expect(throws: CTFError.self) { try read(#"{"a":1,"\u0061":2}"#) }
        #expect(try read(#"{"\u00e9":1,"e\u0301":2}"#) != nil)
        let many = (0..<40).map { "\"n\($0)\":0" }.joined(separator: ",")
        #expect(try read("{\(many)}") != nil)
        #expect(throws: CTFError.self) { try read("{\(many),\"n7\":0}") }
    }

    @Test("Nesting is limited and does not exhaust the stack")
    func depth() throws {
        let deepest = String(repeating: "[", count: 4096) + String(repeating: "]", count: 4096)
        #expect(try tape(Array(deepest.utf8)).nodes.count == 4096)
        let deep = String(repeating: "[", count: 100_000)
        let error = #expect(throws: CTFError.self) { try tape(Array(deep.utf8)) }
        #expect(error?.problem == "arrays and objects are nested more than 4096 deep")
    }

    @Test("Attributes nested too deeply are refused")
    func attributeDepth() throws {
        func nested(_ count: Int) -> String {
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(try read(nested(98)) != nil)
        let error = #expect(throws: CTFError.self) { try read(nested(101)) }
        #expect(error?.problem == "attributes are nested more than 100 deep")
    }

    @Test("An error tells the line and the column")
    func place() {
        let error = #expect(throws: CTFError.self) {
            try tape(Array("{\n  \"a\": x\n}".utf8))
        }
        #expect(error?.place == "fragment 1, line 2, column 8")
    }
}
