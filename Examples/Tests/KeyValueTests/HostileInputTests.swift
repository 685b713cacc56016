// SPDX-License-Identifier: Apache-2.0

import KeyValue
import Testing

@Suite("Hostile bytes give an error, never a trap")
struct HostileInputTests {
    private static let small = RequestLimits(
        inlineByteCount: 16,
        argumentCount: 3,
        argumentByteCount: 8,
        requestByteCount: 12
    )

    @Test(
        "with the reason",
        arguments: [
            ("*x\r\n", .invalidArgumentCount),
            ("*4\r\n", .invalidArgumentCount),
            ("*1\n", .invalidArgumentCount),
            ("*99999999999999999999999", .invalidArgumentCount),
            ("*9223372036854775808\r\n", .invalidArgumentCount),
            ("*1\r\n$9\r\n", .invalidArgumentLength),
            ("*1\r\n$-1\r\n", .invalidArgumentLength),
            ("*1\r\n$\r\n", .invalidArgumentLength),
            ("*1\r\n:1\r\n", .expectedArgument(found: 0x3A)),
            ("*1\r\n$1\r\nabc", .missingLineEnd),
            ("*2\r\n$8\r\n12345678\r\n$5\r\n", .requestTooLong),
            ("12345678901234567890", .inlineTooLong),
            ("GET 'a\r\n", .unbalancedQuotes),
            ("GET \"a\"b\r\n", .unbalancedQuotes),
        ] as [(String, ProtocolError)]
    )
    func reasons(_ text: String, _ error: ProtocolError) {
        let bytes = Array(text.utf8)
        #expect(throws: error) {
            try RequestParser.requests([bytes[...]], limits: Self.small)
        }
        #expect(throws: error) {
            try RequestParser.requests(bytes.indices.map { bytes[$0...$0] }, limits: Self.small)
        }
    }

    @Test("again at each later call, whatever follows, and nothing is kept")
    func staysFailed() {
        var parser = RequestParser()
        parser.append("*x\r\nPING\r\n".utf8)
        for _ in 0..<3 {
            #expect(throws: ProtocolError.invalidArgumentCount) { try parser.next() }
            #expect(parser.bufferedByteCount == 0)
            parser.append("PING\r\n".utf8)
        }
    }

    @Test("at the limits there is no error")
    func atTheLimits() throws {
        let text = "*3\r\n$8\r\n12345678\r\n$4\r\n1234\r\n$0\r\n\r\n1234567890123456\r\n"
        let requests = try RequestParser.requests([Array(text.utf8)[...]], limits: Self.small)
        #expect(requests == [["12345678", "1234", ""], ["1234567890123456"]])
    }

    @Test("random bytes of the protocol's alphabet keep memory bounded")
    func random() {
        let alphabet = Array("*$:-0123456789\r\n\r\n\"'\\ ab".utf8)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            var parser = RequestParser(limits: Self.small)
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let count = Int.random(in: 0...12, using: &generator)
                parser.append(
                    (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
                )
                do throws(ProtocolError) {
                    while let request = try parser.next() {
                        #expect(!request.arguments.isEmpty)
                    }
                    #expect(parser.bufferedByteCount <= 24)
                } catch {
                    #expect(parser.bufferedByteCount == 0)
                }
            }
        }
    }

    @Test("an error reply is one line, whatever the client sent")
    func replyIsOneLine() {
        let text = "\(ProtocolError.expectedArgument(found: 0x0A))"
        #expect(text == "Protocol error: expected '$', got '?'")
    }
}
