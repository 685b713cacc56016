// SPDX-License-Identifier: Apache-2.0

import Glibc
import Plume

let ready = Tracepoint("idle", "ready")

@main
struct Idle {
    static func main() {
        ready()
        print("ready")
        fflush(nil)
        sleep(CommandLine.arguments.dropFirst().first.flatMap { UInt32($0) } ?? 3_600)
    }
}
