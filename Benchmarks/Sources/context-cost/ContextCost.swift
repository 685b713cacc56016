// SPDX-License-Identifier: Apache-2.0

import CBenchmark
import Plume

let event = Tracepoint("bench", "event", Field<UInt32>("number"))

enum Request {
    @TaskLocal static var tenant: String? = "a tenant's name"
}

@inline(never)
func run(_ tracepoint: Tracepoint<UInt32>) {
    for number in 0..<Int(benchmark_events) {
        tracepoint(UInt32(truncatingIfNeeded: number))
        benchmark_barrier()
    }
}

/// Prints the price of one event with whatever is recorded or asked for beside it.
///
/// Arguments: the name of the row, and the bytes that each record takes at most.
@main
struct ContextCost {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let bytes = Int32(arguments[2]), event.isEnabled else {
            fatalError("run it by ./bench contexts")
        }
        RecordContext.register("bench:tenant", Request.$tenant)
        RecordContext.register("bench:constant", integer: { 7 })
        benchmark_run(arguments[1], 1, bytes) { run(event) }
    }
}
