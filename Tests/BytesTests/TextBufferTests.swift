// SPDX-License-Identifier: Apache-2.0

import Bytes
import Testing

@Suite("Text that is made in large amounts")
struct TextBufferTests {
    private func text(_ body: (inout TextBuffer) -> Void) -> String {
        var buffer = TextBuffer(capacity: 1)
        body(&buffer)
        return String(decoding: buffer.bytes(), as: UTF8.self)
    }

    @Test("has numbers as Swift writes them, at every length")
    func decimals() {
        var numbers: [UInt64] = [0, .max]
        var power: UInt64 = 1
        for _ in 0..<19 {
            power *= 10
            numbers += [power - 1, power, power + 1]
        }
        for number in numbers {
            #expect(text { $0.append(decimal: number) } == "\(number)")
            let signed = Int64(truncatingIfNeeded: number)
            #expect(text { $0.append(signed: signed) } == "\(signed)")
            let digits = "\(number)"
            for count in 1...20 {
                let padded = String(repeating: "0", count: 20 - digits.count) + digits
                let last = text { $0.append(decimal: number, digits: count) }
                #expect(last == padded.suffix(count))
            }
        }
    }

    @Test("has numbers in bases that are powers of two")
    func powersOfTwo() {
        for number: UInt64 in [0, 1, 7, 8, 0xAF, 0x1_0000_0000, .max] {
            for (bits, base) in [(1, 2), (3, 8), (4, 16)] {
                let expected = number == 0 ? "0" : String(number, radix: base, uppercase: true)
                #expect(text { $0.append(number, bitsPerDigit: bits) } == expected)
                let wide = text { $0.append(number, bitsPerDigit: bits, minimumDigits: 70) }
                #expect(wide == String(repeating: "0", count: 70 - expected.count) + expected)
            }
        }
    }

    @Test("copies ranges of each length, and nothing for those outside")
    func ranges() {
        let bytes = (0..<100).map { UInt8($0) }
        let constant = ConstantArray(bytes)
        for length in [0, 1, 15, 16, 31, 32, 33, 68, 100] {
            for start in [0, 1, 32, 68, 99, 100] {
                var buffer = TextBuffer(capacity: 1)
                buffer.append(bytes.span, start, length)
                let copied = start + length <= 100 ? Array(bytes[start..<start + length]) : []
                let appended = buffer.bytes()
                #expect(appended == copied)
                buffer.removeAll()
                buffer.append(constant, start, length)
                let again = buffer.bytes()
                #expect(again == copied)
            }
        }
        var buffer = TextBuffer()
        buffer.append(bytes.span, -1, 4)
        buffer.append(bytes.span, 4, -1)
        buffer.append(bytes.span, Int.max, 4)
        buffer.append(bytes.span, 4, Int.max)
        let count = buffer.count
        #expect(count == 0)
    }

    @Test("grows without losing what it has, and repeats parts of itself")
    func growth() {
        var buffer = TextBuffer(capacity: 1)
        var expected: [UInt8] = []
        for number in 0..<5_000 {
            buffer.append(string: "\(number),")
            expected += Array("\(number),".utf8)
        }
        let bytes = buffer.bytes()
        #expect(bytes == expected)
        buffer.truncate(to: 4)
        buffer.append(PaddedText("text"), 2)
        buffer.append(PaddedText("text"))
        buffer.append("!" as StaticString)
        buffer.appendAgain(0..<9)
        buffer.appendAgain(0..<buffer.count + 1)
        buffer[0] = 0x23
        buffer.append(word: 0x0A0B, byteCount: 2)
        buffer.append(zeros: 3)
        let text = buffer.bytes()
        #expect(text == Array("#,1,tetext!0,1,tetex".utf8) + [0x0B, 0x0A, 0, 0, 0])
        buffer.replace(at: buffer.count - 8, by: 0x4848_4848_4848_4848)
        buffer.replace(at: buffer.count - 7, by: 0)
        let replaced = buffer.bytes()
        #expect(replaced.suffix(8) == [UInt8](repeating: 0x48, count: 8)[...])
        let lent = buffer.withRawSpan(-5..<2) { Array($0.byteCount..<10) }
        #expect(lent.first == 2)
    }
}
