// SPDX-License-Identifier: Apache-2.0

import Glibc
import Plume

// Every way in which a tracepoint can be wrong, and some names that only get in the way.
let good = Tracepoint("shop", "good", Field<Int??>("n"), Field<[UInt8]?>("list"))
let odd = Tracepoint("my shop", "a:b", Field<UInt32>("2 n"))
let noProvider = Tracepoint("", "x")
let noName = Tracepoint("shop", "", Field<Int>("n"))
let colon = Tracepoint("a:b", "x", Field<Int>("n"))
let twice = Tracepoint("shop", "twice", Field<Int>("n"), Field<String>("n"))
let noField = Tracepoint("shop", "nameless", Field<Int>("n"), Field<Int>(""))
let base = Tracepoint("shop", "base", Field<Int>("n", base: 7))
let zero = Tracepoint("shop", "ze\0ro")

@main
struct Wrong {
    static func main() {
        RecordContext.register("nothing", text: { "x" })
        good(nil, nil)
        good(.some(nil), [])
        good(7, [1, 2])
        odd(2)
        noProvider()
        noName(1)
        colon(1)
        noField(1, 2)
        base(7)
        zero()
        for number in 0..<1_000 {
            // Described anew each time, as a local constant would be.
            Tracepoint("shop", "twice", Field<Int>("n"), Field<String>("n"))(number, "x")
        }
        twice(1, "x")
        if noName.isEnabled || twice.isEnabled { exit(1) }
        print("ready")
        fflush(nil)
        if CommandLine.arguments.count > 1 { sleep(60) }
    }
}
