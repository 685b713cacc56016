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
        // A test that is killed leaves this program behind, but not for long.
        sleep(CommandLine.arguments.dropFirst().first.flatMap { UInt32($0) } ?? 60)
    }
}
