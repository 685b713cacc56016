// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceFields
import TraceModel

@Suite("Texts of other encodings")
struct TextEncodingTests {
    @Test("become UTF-8, and what is not valid becomes a replacement character")
    func decoding() {
        let text: [UInt8] = [0x41, 0x00, 0x3D, 0xD8, 0x00, 0xDE]
        #expect(TextEncoding.utf16LittleEndian.utf8(text[...]) == Array("A😀".utf8))
        let units: [UInt8] = [0, 0, 0, 0x42, 0, 1, 0xF6, 0x00]
        #expect(TextEncoding.utf32BigEndian.utf8(units[...]) == Array("B😀".utf8))
        let lone: [UInt8] = [0xD8, 0x3D]
        #expect(TextEncoding.utf16BigEndian.utf8(lone[...]) == Array("\u{FFFD}".utf8))
    }
}
