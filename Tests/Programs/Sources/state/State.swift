// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plume

let connectionIsOpen = Tracepoint("state", "connection", Field<Int>("id"))
let step = Tracepoint("state", "step", Field<UInt64>("number"))

/// Tells its three connections as state, until a file is there: state FILE.
///
/// With a second argument it writes so many events before it waits; with "flood" it never stops
/// writing them; with "stuck" its state is never told to the end.
@main
enum State {
    static func main() {
        let way = CommandLine.arguments.count > 2 ? CommandLine.arguments[2] : ""
        StateDump.register("connections") {
            for id in 1...3 { connectionIsOpen(id) }
            if way == "stuck" { sleep(1_000) }
        }
        for number in 0..<(UInt64(way) ?? 0) { step(number) }
        print("ready")
        fflush(nil)
        var number: UInt64 = 0
        for _ in 0..<2_000 {
            if FileManager.default.fileExists(atPath: CommandLine.arguments[1]) { return }
            guard way == "flood" else {
                usleep(10_000)
                continue
            }
            let end = Date(timeIntervalSinceNow: 0.01)
            while Date() < end {
                for _ in 0..<1_000 { step(number) }
                number += 1_000
            }
        }
    }
}
