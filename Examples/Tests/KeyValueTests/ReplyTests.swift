// SPDX-License-Identifier: Apache-2.0

import KeyValue
import Testing

@Suite("Replies on the wire")
struct ReplyTests {
    @Test(
        "have the form that clients expect",
        arguments: [
            (.done, "+OK\r\n"),
            (.error("ERR no\r\n+OK"), "-ERR no  +OK\r\n"),
            (.integer(0), ":0\r\n"),
            (.integer(1_234_567), ":1234567\r\n"),
            (.integer(.min), ":-9223372036854775808\r\n"),
            (.integer(.max), ":9223372036854775807\r\n"),
            (.bulk([]), "$0\r\n\r\n"),
            (.bulk([0x0D, 0x0A]), "$2\r\n\r\n\r\n"),
            (.null, "$-1\r\n"),
            (.array([.integer(1), .array([]), .null]), "*3\r\n:1\r\n*0\r\n$-1\r\n"),
        ] as [(Reply, String)]
    )
    func encoding(_ reply: Reply, _ text: String) {
        var bytes: [UInt8] = []
        reply.encode(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}
