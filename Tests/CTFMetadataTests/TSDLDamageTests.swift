// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("Damaged and hostile TSDL texts")
struct TSDLDamageTests {
    /// Numbers that are the same in each run.
    private struct Numbers {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(max(bound, 1)))
        }
    }

    private static let words = [
        "{", "}", ";", "[", "]", "<", ">", ":=", "=", "...", "*", "struct", "variant", "enum",
        "typedef", "typealias", "integer { size = 64; }", "event.fields.", "stream", "event",
        "trace", "align(8)", "-", "18446744073709551615", "_", "\"", "/*", "clock", "env.", "\u{0}",
        "variant <id> { u8 a; } b;", "map = clock.a.value;", "9223372036854775808", "id",
    ]

    /// A text which covers the whole grammar, for when no other texts are there.
    private static let own = Array(
        (TSDLTexts.trace + TSDLTexts.types
            + """
            env { n = 3; s = "t"; }; clock { name = c; freq = 1000; offset = 5000; };
            typealias integer { size = 27; align = 1; map = clock.c.value; } := clock_t;
            stream { id = 0; packet.context := struct { u32 packet_size; u32 timestamp_end; };
              event.header := struct { enum : u8 { a = 0 ... 30, b = 31 } id;
                variant <id> { struct { clock_t timestamp; } a; struct { u32 id; } b; } v;
              } align(8);
            };
            event { id = 1; stream_id = 0; loglevel = 3; fields := struct { u8 n; u32 a[n][2];
              struct { string s; enum : u8 { x, y = 3 ... 5 } e; } _in;
              floating_point { exp_dig = 8; mant_dig = 24; } f;
              u8 g[env.n]; u8 h[event.fields.n]; }; };
            callsite { name = "a"; line = 5; };
            """).utf8
    )

    @Test("No damage to a text makes the parser trap or hang", arguments: 0..<8)
    func damage(part: Int) {
        #expect(throws: Never.self) { try TSDLParser.parse(Self.own) }
        let texts = [Self.own] + TSDLCorpus.cases.map(\.text).filter { $0.count < 20_000 }
        var numbers = Numbers(state: UInt64(part) &* 0x9E37_79B9 &+ 12_345)
        var refused = 0
        for round in 0..<1_500 {
            var text = texts[(round % 4 == 0) ? 0 : numbers.below(texts.count)]
            for _ in 0...numbers.below(3) { Self.change(&text, &numbers) }
            do throws(CTFError) {
                _ = try TSDLParser.parse(text)
            } catch {
                refused += 1
                #expect(error.place.hasPrefix("line "))
            }
        }
        #expect(refused > 100)
    }

    private static func change(_ text: inout [UInt8], _ numbers: inout Numbers) {
        let place = numbers.below(text.count)
        let end = min(text.count, place + numbers.below(60))
        switch numbers.below(6) {
        case 0 where !text.isEmpty: text[place] ^= 1 << UInt8(numbers.below(8))
        case 1: text.removeSubrange(place..<end)
        case 2: text.removeLast(text.count - place)
        case 3: text.insert(contentsOf: Array(text[place..<end]), at: numbers.below(text.count))
        default:
            text.insert(contentsOf: Array(words[numbers.below(words.count)].utf8), at: place)
        }
    }

    @Test("Deep nesting is read up to a limit and refused beyond it, in whatever way it is written")
    func nesting() {
        func nested(_ count: Int) -> String {
            String(repeating: "struct { ", count: count) + "u8 a;"
                + String(repeating: " } x;", count: count)
        }
        #expect(TSDLTexts.place(nested(256)) == nil)
        for count in [400, 100_000] {
            let error = TSDLTexts.error(TSDLTexts.payload(nested(count)))
            #expect(error?.problem.contains("nested") == true)
        }
        for count in [1_000, 50_000] {
            let named = (0..<count).map { "struct s\($0) { struct s\($0 - 1) x; };\n" }.joined()
            let text =
                TSDLTexts.trace + TSDLTexts.types
                + "struct s-1 {u8 a;};\n"
                .replacing("-1", with: "_1") + named.replacing("s-1", with: "s_1")
            #expect(TSDLTexts.error(text)?.problem.contains("nested") == true)
            let brackets = String(repeating: "[1]", count: count)
            #expect(TSDLTexts.error(TSDLTexts.payload("u8 a\(brackets);")) != nil)
        }
    }

    @Test("Types which grow with each alias are refused before they fill the memory")
    func growth() {
        var text = "typedef u8 t0;\n"
        for level in 1...64 {
            text += "typedef struct { t\(level - 1) a; t\(level - 1) b; } t\(level);\n"
        }
        let error = TSDLTexts.error(TSDLTexts.trace + TSDLTexts.types + text)
        #expect(error?.problem.contains("too many types") == true)
        let event = "event { id = 0; fields := struct { t15 a; }; };\n"
        let header = "stream { event.header := struct { u8 id; }; };\n"
        let few = text.split(separator: "\n").prefix(16).joined(separator: "\n")
        let many = (0..<200).map { event.replacing("id = 0", with: "id = \($0)") }.joined()
        let sum = TSDLTexts.error(TSDLTexts.trace + TSDLTexts.types + few + header + many)
        #expect(sum?.problem.contains("too many field classes") == true)
    }

    @Test("References through many options end")
    func options() {
        let labels = (0..<2_000).map { "l\($0)" }
        let variant = labels.map { "struct { u32 n; } \($0);" }.joined(separator: "\n")
        let uses = (0..<1_000).map { "u8 a\($0)[v.n];" }.joined(separator: "\n")
        let text =
            "enum : u32 { \(labels.joined(separator: ",")) } t; variant <t> { \(variant) } v;"
        #expect(TSDLTexts.place(text + uses) == nil)
        let twice =
            text
            + text.replacing(" t;", with: " t2;").replacing("<t>", with: "<t2>")
            .replacing("} v;", with: "} w;")
        let more = (0..<1_500).map { "u8 a\($0)[v.n]; u8 b\($0)[w.n];" }.joined(separator: "\n")
        let error = TSDLTexts.error(TSDLTexts.payload(twice + more))
        #expect(error?.problem.contains("too many options") == true)
    }
}
