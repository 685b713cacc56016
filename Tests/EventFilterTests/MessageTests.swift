// SPDX-License-Identifier: Apache-2.0

import EventFilter
import Testing

@Suite("Messages about filters")
struct MessageTests {
    @Test(
        "show the place",
        arguments: [
            (
                "port = 1",
                """
                filter expression, column 6: a single “=” compares nothing; write ==
                  port = 1
                       ^
                """
            ),
            (
                "name == \"é\" &&\n\tpoint->x == 1",
                """
                filter expression, column 22: “->” follows no pointers here; write a dot
                   point->x == 1
                        ^
                """
            ),
            (
                "$ctx.perf:thread:cycles > 5",
                """
                filter expression, column 6: performance counters cannot be in a filter; \
                record them with the channel, and filter when reading
                  $ctx.perf:thread:cycles > 5
                       ^
                """
            ),
            (
                "port ==\n",
                """
                filter expression, column 9: an operand is missing before the end; \
                write a field, a context, a number or a text here
                  
                  ^
                """
            ),
        ]
    )
    func places(expression: String, message: String) {
        let error = #expect(throws: FilterError.self) { try FilterProgram(expression) }
        #expect(error?.description == message)
    }

    @Test("of programs say the byte")
    func programs() {
        let error = #expect(throws: FilterProgramError.self) {
            try FilterProgram(decoding: [9])
        }
        #expect(
            error?.description
                == """
                filter program, byte 0: version 9 is not known; \
                make it anew from the expression
                """
        )
    }
}
