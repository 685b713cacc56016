// SPDX-License-Identifier: Apache-2.0

import CBenchmark
import Glibc
import Plume

let started = Tracepoint("start-up", "started")

@main
struct Traced {
    static func main() {
        started()
        let arguments = CommandLine.arguments
        if arguments.count == 5 {
            let count = Int32(arguments[2]) ?? 0
            exit(benchmark_operations(arguments[1], count, arguments[3], arguments[4]))
        }
        if let seconds = arguments.dropFirst().first.flatMap({ UInt32($0) }) {
            sleep(seconds)
        }
    }
}
