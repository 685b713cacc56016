// SPDX-License-Identifier: Apache-2.0

import Glibc
import Plume

let step = Tracepoint("burst", "step", Field<UInt32>("number"))
let other = Tracepoint("burst", "other", Field<UInt32>("number"))

/// Emits so many events of one kind, and one of another before and after them, and ends.
///
/// Arguments: how many, and optionally `_exit` for an end without hooks, or `pause MILLISECONDS`
/// for the same again after a while.
@main
struct Burst {
    static func main() {
        let arguments = CommandLine.arguments
        let count = arguments.count > 1 ? UInt32(arguments[1]) ?? 0 : 0
        let way = arguments.count > 2 ? arguments[2] : "exit"
        emit(count)
        if way == "pause" {
            usleep((arguments.count > 3 ? UInt32(arguments[3]) ?? 0 : 0) * 1_000)
            emit(count)
        }
        if way == "_exit" { _exit(0) }
    }

    private static func emit(_ count: UInt32) {
        other(0)
        for number in 0..<count { step(number) }
        other(1)
    }
}
