// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The same program without Plume.
@main
struct Plain {
    static func main() {
        if let seconds = CommandLine.arguments.dropFirst().first.flatMap({ UInt32($0) }) {
            sleep(seconds)
        }
    }
}
