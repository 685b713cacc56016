// SPDX-License-Identifier: Apache-2.0

import Bytes
import Testing

@Suite("Loads from spans")
struct LoadTests {
    private static let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]

    @Test(
        "are little-endian, and nil where the number does not lie inside",
        arguments: [
            (-1, nil, nil), (0, 0x0807_0605_0403_0201, 0x0201), (1, 0x0908_0706_0504_0302, 0x0302),
            (2, nil, 0x0403), (7, nil, 0x0908), (8, nil, nil), (9, nil, nil), (Int.max, nil, nil),
            (Int.min, nil, nil),
        ] as [(Int, UInt64?, UInt16?)]
    )
    func loads(_ offset: Int, _ word: UInt64?, _ half: UInt16?) {
        let span = Self.bytes.span
        let words = (span.load(at: offset, as: UInt64.self), span.load(at: offset, as: UInt16.self))
        #expect(words.0 == word && words.1 == half)
        let raw = Self.bytes.withRawSpan { $0.load(at: offset, as: UInt64.self) }
        #expect(raw == word)
    }

    @Test("the first zero is found wherever it is, also behind bytes of any value")
    func zeros() {
        for filler: UInt8 in [1, 0x7F, 0x80, 0x81, 0xFF] {
            for place in 0..<70 {
                var bytes = [UInt8](repeating: filler, count: 70)
                bytes[place] = 0
                for start in [0, 1, 7, 8, 9, 17, place] {
                    let found = bytes.span.firstZero(from: start)
                    #expect(found == (start <= place ? place : nil))
                }
            }
        }
    }

    @Test("no zero is found where there is none")
    func noZeros() {
        for count in 0..<40 {
            let bytes = [UInt8](repeating: 0x80, count: count)
            for start in [-1, 0, count - 1, count, count + 1, Int.max] {
                let found = bytes.span.firstZero(from: start)
                #expect(found == nil)
            }
        }
    }
}
