// SPDX-License-Identifier: Apache-2.0

import KeyValue
import Testing

@Suite("The parser of requests")
struct RequestParserTests {
    @Test("gives the same commands however the bytes are cut")
    func fragments() throws {
        let bytes = Array("*2\r\n$3\r\nGET\r\n$1\r\na\r\nPING\r\n*1\r\n$4\r\nQUIT\r\n".utf8)
        for cut in 0...bytes.count {
            var parser = RequestParser()
            var commands: [[[UInt8]]] = []
            for part in [bytes[..<cut], bytes[cut...]] {
                parser.append(part)
                while let words = try parser.next() { commands.append(words) }
            }
            let texts = commands.map { $0.map { String(decoding: $0, as: UTF8.self) } }
            #expect(texts == [["GET", "a"], ["PING"], ["QUIT"]])
        }
    }

    @Test("refuses lengths that cannot be")
    func hostile() {
        for text in ["*-1\r\n", "*99999999\r\n", "*1\r\n$-5\r\n", "*1\r\nx\r\n", "*x\r\n"] {
            var parser = RequestParser()
            parser.append(text.utf8)
            #expect(throws: RequestParser.ProtocolError.self) { try parser.next() }
        }
    }

    @Test("keeps lists and numbers apart")
    func store() {
        var store = KeyValueStore()
        func run(_ text: String) -> Reply {
            store.perform(text.split(separator: " ").map { Array($0.utf8) })
        }
        #expect(run("LPUSH l a b") == .integer(2))
        #expect(run("LPOP l") == .bulk(Array("b".utf8)))
        #expect(run("INCR n") == .integer(1))
        #expect(run("GET n") == .bulk([0x31]))
        #expect(run("INCR l") == .error("the key holds another type of value"))
    }
}
