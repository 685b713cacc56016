// SPDX-License-Identifier: Apache-2.0

import Bytes
import Testing

@Suite("Texts that stand for bytes")
struct ByteTextTests {
    @Test("all bytes come back, whatever they are")
    func roundTrip() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        // Bytes of which characters are made, and of which they are nearly made.
        let pieces: [[UInt8]] = [
            [0x61], [0xFF], [0xC3, 0xBC], [0xC3], [0xE2, 0x82], [0xE2, 0x82, 0xAC], [0x80],
            [0xF4, 0x8F, 0x9F, 0xBF], [0xF4, 0x8F, 0x9E, 0x80], [0xF4, 0x8F, 0x9E],
            [0xED, 0xA0, 0x80],
            [0xC0, 0xAF], [0xEF, 0xBF, 0xBD], [0x1B], [0x0A], [0xF0, 0x9F, 0x8E, 0x89],
        ]
        for _ in 0..<20_000 {
            let count = Int(next() % 8)
            let bytes = (0..<count).flatMap { _ in
                next() % 4 == 0
                    ? [UInt8(truncatingIfNeeded: next() >> 8 | 1)]
                    : pieces[Int(next() % UInt64(pieces.count))]
            }
            #expect(ByteText.bytes(ByteText.text(bytes)) == bytes)
            #expect(
                ByteText.repaired(ByteText.text(bytes)) == String(decoding: bytes, as: UTF8.self)
            )
        }
    }

    @Test("texts of UTF-8 stay what they are")
    func plain() {
        for text in ["", "a", "gr\u{FC}n", "\u{1F389}", "\u{FFFD}", "a\u{301}"] {
            #expect(Array(ByteText.text(text.utf8).utf8) == Array(text.utf8))
            #expect(ByteText.shown(text) == text)
        }
    }

    @Test("nothing that steers a terminal is shown as it is")
    func shown() {
        #expect(
            ByteText.shown("\u{1B}[31mred\u{7}\n\t\r\u{7F}") == "\\x1b[31mred\\x07\\n\\t\\r\\x7f"
        )
        #expect(ByteText.shown("\u{9B}2J \u{202E}exe.txt") == "\\u{9b}2J \\u{202e}exe.txt")
        #expect(ByteText.shown(ByteText.text([0x7A, 0xFF, 0x72])) == "z\\xffr")
        for value in UInt32(0)...0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = ByteText.shown(String(scalar))
            #expect(
                !shown.unicodeScalars.contains { $0.properties.generalCategory == .control },
                "\(value)"
            )
        }
    }
}
