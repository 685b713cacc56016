// SPDX-License-Identifier: Apache-2.0

import Bytes
import SystemCalls
import Testing

@testable import TraceFields

@Suite("Floating-point numbers in general form")
struct GeneralNumberTests {
    @Test("are as the C library prints them")
    func agreesWithTheCLibrary() {
        var generator = SystemRandomNumberGenerator()
        var numbers: [Double] = [
            0, -0.0, 1, -1, 0.1, 0.0001, 0.00009999995, 0.00012345650, 999_999.5, 9_999_995,
            123_456.5, 100_000.5, 1e15, 1e16, 1e-5, 2.5, 0.5, 99_999.95, .infinity, -.infinity,
            .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e100, 1_234_565, 123_455,
        ]
        for _ in 0..<20_000 {
            let bits = generator.next()
            numbers.append(Double(bitPattern: bits))
            numbers.append(Double(bits % 10_000_000) / 8)
            numbers.append(Double(bits % 1_000_000_007) / 1_000_003)
            numbers.append(Double(bits % 100_000_000) / 10_000)
        }
        for number in numbers where !number.isNaN {
            var expected: [UInt8] = []
            FloatingPointText.append(number, to: &expected)
            var text = TextBuffer()
            GeneralNumber.append(number, &text)
            #expect(
                String(decoding: text.bytes(), as: UTF8.self)
                    == String(decoding: expected, as: UTF8.self)
            )
        }
    }
}
