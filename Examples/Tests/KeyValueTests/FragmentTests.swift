// SPDX-License-Identifier: Apache-2.0

import KeyValue
import Testing

@Suite("Requests arrive in pieces")
struct FragmentTests {
    private let bytes = Array(
        """
        *2\r\n$3\r\nGET\r\n$1\r\na\r\nPING\r\n*0\r\n\r\n*-1\r\nSET k 'two words'\n\
        *3\r\n$3\r\nSET\r\n$0\r\n\r\n$4\r\n\r\n*$\r\n*1\r\n$4\r\nQUIT\r\n
        """.utf8
    )
    private let expected = [
        ["GET", "a"], ["PING"], ["SET", "k", "two words"], ["SET", "", "\r\n*$"], ["QUIT"],
    ]

    @Test("cut once, at every byte")
    func cutOnce() throws {
        for cut in 0...bytes.count {
            #expect(try RequestParser.requests([bytes[..<cut], bytes[cut...]]) == expected)
        }
    }

    @Test("cut twice, at every pair of bytes")
    func cutTwice() throws {
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
                #expect(try RequestParser.requests(pieces) == expected)
            }
        }
    }

    @Test("one byte at a time")
    func singleBytes() throws {
        let pieces = bytes.indices.map { bytes[$0...$0] }
        #expect(try RequestParser.requests(pieces) == expected)
    }

    @Test("a large argument in small pieces is held once")
    func largeArgument() throws {
        var parser = RequestParser()
        parser.append("*2\r\n$4\r\nECHO\r\n$1000000\r\n".utf8)
        #expect(try parser.next() == nil)
        for _ in 0..<1000 {
            parser.append(repeatElement(0x78, count: 1000))
            #expect(try parser.next() == nil)
            #expect(parser.bufferedByteCount <= 1_000_000)
        }
        parser.append("\r\n".utf8)
        #expect(try parser.next()?.arguments[1].count == 1_000_000)
        #expect(parser.bufferedByteCount == 0)
    }
}
