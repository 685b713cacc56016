// SPDX-License-Identifier: Apache-2.0

import Plume
import Tracer

/// Describes events at random and emits each once: `random SEED COUNT`.
@main
struct Main {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        var random = Random(seed: numbers.first ?? 1)
        for number in 0..<Int(numbers.dropFirst().first ?? 100) {
            var event = RandomEvent(random)
            let (handle, next) = event.describe(number)
            random = next
            if handle.isEnabled { handle.emit { writer in event.write(into: &writer) } }
            print(event.expected)
        }
    }
}
