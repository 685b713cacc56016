// SPDX-License-Identifier: Apache-2.0

import EventFilter
import Testing

@Suite("Filter programs")
struct ProgramTests {
    @Test("that are damaged are refused or linked, but never trap", arguments: 1...4)
    func mutations(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var expressions = RandomExpressions(seed: seed &+ 100)
        let staged = SampleEvent.record.staged
        var refused = 0
        for _ in 0..<250 {
            let program = Self.program(&expressions)
            for _ in 0..<100 {
                let bytes = Self.mutated(program.bytes, &generator)
                guard let copy = try? FilterProgram(decoding: bytes) else {
                    refused += 1
                    continue
                }
                #expect(copy.bytes == bytes)
                let filter = LinkedFilter(
                    copy,
                    description: SampleEvent.description,
                    contexts: SampleEvent.catalog
                )
                _ = filter.matches(staged: staged, SampleContexts())
            }
        }
        #expect(refused > 1_000 && refused < 25_000)
    }

    private static func program(_ expressions: inout RandomExpressions) -> FilterProgram {
        while true {
            if let program = try? FilterProgram(expressions.next(depth: 4)) { return program }
        }
    }

    private static func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<3, using: &generator) {
            let index = Int.random(in: 1...bytes.count, using: &generator)
            let code = generator.pick([0x01, 0x05, 0x08, 0x10, 0x13, 0x20, 0x2E, 0x30] as [UInt8])
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where index < bytes.count: bytes[index] ^= 1 << (generator.next() % 8)
            case 1 where index < bytes.count: bytes[index] = UInt8(generator.next() % 256)
            case 2 where index < bytes.count: bytes.remove(at: index)
            case 3: bytes.removeSubrange(index...)
            case 4: bytes.insert(code, at: index)
            default: if index < bytes.count { bytes[index] = code }
            }
        }
        return bytes
    }

    @Test(
        "that are malformed say where",
        arguments: [
            ([], 0, "it is empty"), ([2], 0, "version 2 is not known"),
            ([1], 1, "it has 0 values at its end"), ([1, 0x01], 2, "it is cut short"),
            ([1, 0x01, 1, 0x01, 2], 5, "it has 2 values at its end"),
            ([1, 0x01, 1, 0x20], 3, "an operator has no operand"),
            ([1, 0xFF], 1, "code 255 is not known"), ([1, 0x06, 30], 2, "context 30 is not known"),
            ([1, 0x05, 1, 0, 0x31], 2, "a name is not well-formed"),
            ([1, 0x05, 0, 0], 2, "a name is not well-formed"),
            ([1, 0x05, 2, 0, 0xC3, 0x28], 2, "a name is not well-formed"),
            ([1, 0x05, 2, 0, 0x61, 0xFF], 2, "a name is not well-formed"),
            ([1, 0x07, 1, 0, 0x61], 2, "a name is not well-formed"),
            ([1, 0x07, 3, 0, 0x61, 0x3A, 0x3A], 2, "a name is not well-formed"),
            ([1, 0x04, 2, 0, 0, 0], 2, "two stars follow each other"),
            ([1, 0x04, 9, 0, 1], 2, "it is cut short"),
            ([1, 0x04, 0, 0], 1, "a text is no condition"),
            ([1, 0x08, 1, 0, 0x61], 1, "code 8 is not known"),
            ([1, 0x04, 1, 0, 0x61, 0x01, 1, 0x2E], 7, "a text never equals a number"),
        ] as [([UInt8], Int, String)]
    )
    func malformed(bytes: [UInt8], offset: Int, reason: String) {
        let error = #expect(throws: FilterProgramError.self) {
            try FilterProgram(decoding: bytes)
        }
        #expect(error?.offset == offset)
        #expect(error?.reason == reason)
    }
}
