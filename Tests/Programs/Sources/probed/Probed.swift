// SPDX-License-Identifier: Apache-2.0

import Plume

/// A tracepoint of a macro, hit 200 times; says how often its arguments were evaluated.
@main
struct Probed {
    static func main() {
        var evaluated = 0
        for number in 0..<UInt32(200) where _plume_hit.isEnabled {
            evaluated += 1
            _plume_hit.emit(number, "text")
        }
        print("evaluated \(evaluated) of 200")
    }
}
