// SPDX-License-Identifier: Apache-2.0

import Glibc
import Plume

let started = Tracepoint("start-up", "started")

@main
struct Traced {
    static func main() {
        started()
        if let seconds = CommandLine.arguments.dropFirst().first.flatMap({ UInt32($0) }) {
            sleep(seconds)
        }
    }
}
