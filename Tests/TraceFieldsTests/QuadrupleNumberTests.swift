// SPDX-License-Identifier: Apache-2.0

import Bytes
import Testing

@testable import TraceFields

@Suite("Floating-point numbers of 128 bits")
struct QuadrupleNumberTests {
    /// The bits of a double as those of the same number with 128 bits.
    private func widened(_ number: Double) -> UInt128 {
        let sign = UInt128(number.sign == .minus ? 1 : 0) << 127
        if number == 0 { return sign }
        if number.isInfinite { return sign | 0x7FFF << 112 }
        let fraction = UInt128(number.significand.significandBitPattern) << 60
        return sign | UInt128(number.exponent + 16_383) << 112 | fraction
    }

    @Test("are in general form as the doubles that they are equal to")
    func general() {
        var generator = SystemRandomNumberGenerator()
        var numbers: [Double] = [
            0, -0.0, 1, -1, 0.1, 0.0001, 0.00009999995, 999_999.5, 123_456.5, 100_000.5, 1e15, 2.5,
            99_999.95, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        ]
        for _ in 0..<300 {
            let bits = generator.next()
            numbers.append(Double(bitPattern: bits))
            numbers.append(Double(bits % 10_000_000) / 8)
        }
        for number in numbers where !number.isNaN {
            var text = TextBuffer()
            GeneralNumber.append(number, &text)
            let expected = String(decoding: text.bytes(), as: UTF8.self)
            #expect(QuadrupleNumber(bits: widened(number)).general == expected)
        }
        #expect(QuadrupleNumber(bits: 0x7FFF_8 << 108).general == "nan")
    }

    @Test(
        "are read back from the fewest digits",
        arguments: [
            (0x3FFF_8000_0000_0000_0000_0000_0000_0000, "1.5"),
            (0xBFFB_9999_9999_9999_9999_9999_9999_999A, "-0.1"),
            (0x4000_921F_B544_42D1_8469_898C_C517_01B8, "3.1415926535897932384626433832795028"),
            (
                0x7FFE_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF,
                "1.189731495357231765085759326628007e4932"
            ),
            (0x3FFD_5555_5555_5555_5555_5555_5555_5555, "0.3333333333333333333333333333333333"),
            (1, "6e-4966"),
            (
                0x0001_0000_0000_0000_0000_0000_0000_0000,
                "3.3621031431120935062626778173217526e-4932"
            ),
            (0x40FF_0000_0000_0000_0000_0000_0000_0000, "1.1579208923731619542357098500868791e77"),
            (0x403A_BC16_D674_EC80_0000_0000_0000_0000, "1000000000000000000.0"),
            (0, "0.0"), (1 << 127, "-0.0"),
        ] as [(UInt128, String)]
    )
    func shortest(bits: UInt128, text: String) {
        #expect(QuadrupleNumber(bits: bits).shortest == text)
    }

    @Test("that are none have names")
    func names() {
        let infinity: UInt128 = 0x7FFF << 112
        #expect(QuadrupleNumber(bits: infinity).shortest == nil)
        #expect(QuadrupleNumber(bits: infinity).name == "Infinity")
        #expect(QuadrupleNumber(bits: 1 << 127 | infinity).name == "-Infinity")
        #expect(QuadrupleNumber(bits: infinity | 1).name == "NaN")
    }
}
