// SPDX-License-Identifier: Apache-2.0

import CBenchmark
import Glibc

/// The same program without Plume.
@main
struct Plain {
    static func main() {
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
