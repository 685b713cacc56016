// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plume

let connectionIsOpen = Tracepoint("state", "connection", Field<Int>("id"))

/// Tells its three connections as state, until a file is there: state FILE.
@main
enum State {
    static func main() {
        StateDump.register("connections") {
            for id in 1...3 { connectionIsOpen(id) }
        }
        for _ in 0..<2_000 {
            if FileManager.default.fileExists(atPath: CommandLine.arguments[1]) { return }
            usleep(10_000)
        }
    }
}
