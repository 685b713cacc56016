// SPDX-License-Identifier: Apache-2.0

import KeyValue
import Testing

@Suite("Commands typed by hand")
struct InlineCommandTests {
    @Test(
        "are split at blanks outside quotes",
        arguments: [
            ("PING", ["PING"]),
            ("  set  a\tb  ", ["set", "a", "b"]),
            (#"set "a b" 'c "d"'"#, ["set", "a b", #"c "d""#]),
            (#"set "a\n\"b\\" 'it\'s'"#, ["set", "a\n\"b\\", "it's"]),
            (#"set "" ''"#, ["set", "", ""]),
            (#"set it's"#, ["set", "it's"]),
        ]
    )
    func words(_ line: String, _ words: [String]) throws {
        for end in ["\n", "\r\n"] {
            let bytes = Array((line + end).utf8)
            #expect(try RequestParser.requests([bytes[...]]) == [words])
        }
    }
}
