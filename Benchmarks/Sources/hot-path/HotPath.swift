// SPDX-License-Identifier: Apache-2.0

import CBenchmark
import Plume

let disabled = Tracepoint(
    "off",
    "three",
    Field<UInt32>("a"),
    Field<UInt64>("b"),
    Field<String>("text")
)
let empty = Tracepoint("bench", "empty")
let one = Tracepoint("bench", "one", Field<UInt32>("a"))
let three = Tracepoint(
    "bench",
    "three",
    Field<UInt32>("a"),
    Field<UInt64>("b"),
    Field<String>("text")
)
let bytes = Tracepoint("bench", "bytes", Field<Bytes>("bytes"))

let text = "0123456789abcdef"
let bytes64 = Bytes([UInt8](repeating: 1, count: 64))
let bytes256 = Bytes([UInt8](repeating: 2, count: 256))
let bytes1024 = Bytes([UInt8](repeating: 3, count: 1_024))

// Each loop is a function of its own with what it needs as parameters, like the code of a program
// around its tracepoints; reading a global constant of another type in the loop would be measured
// with it.

@inline(never)
func runThree(_ tracepoint: Tracepoint<(UInt32, UInt64, String)>, _ text: String) {
    for event in 0..<Int(benchmark_events) {
        tracepoint(UInt32(truncatingIfNeeded: event), UInt64(event), text)
        benchmark_barrier()
    }
}

@inline(never)
func runEmpty(_ tracepoint: Tracepoint<Void>) {
    for _ in 0..<Int(benchmark_events) {
        tracepoint()
        benchmark_barrier()
    }
}

@inline(never)
func runOne(_ tracepoint: Tracepoint<UInt32>) {
    for event in 0..<Int(benchmark_events) {
        tracepoint(UInt32(truncatingIfNeeded: event))
        benchmark_barrier()
    }
}

@inline(never)
func runBytes(_ tracepoint: Tracepoint<Bytes>, _ value: Bytes) {
    for _ in 0..<Int(benchmark_events) {
        tracepoint(value)
        benchmark_barrier()
    }
}

@main
struct HotPath {
    static func main() {
        precondition(three.isEnabled && !disabled.isEnabled, "run it by ./bench hot-path")
        benchmark_run("loop alone", 1, 0, benchmark_empty_loop)
        benchmark_run("rdtsc alone", 1, 0, benchmark_rdtsc_loop)
        for threads: Int32 in 1...2 {
            let suffix = ", \(threads) thread\(threads == 1 ? "" : "s")"
            benchmark_run("plume disabled" + suffix, threads, 0) { runThree(disabled, text) }
            benchmark_run("plume empty" + suffix, threads, 0) { runEmpty(empty) }
            benchmark_run("plume u32" + suffix, threads, 4) { runOne(one) }
            benchmark_run("plume u32 + u64 + 16-byte string" + suffix, threads, 29) {
                runThree(three, text)
            }
            benchmark_run("plume 64 B" + suffix, threads, 64) { runBytes(bytes, bytes64) }
            benchmark_run("plume 256 B" + suffix, threads, 256) { runBytes(bytes, bytes256) }
            benchmark_run("plume 1 KiB" + suffix, threads, 1_024) { runBytes(bytes, bytes1024) }
        }
    }
}
