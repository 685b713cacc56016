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

/// Calls a body as often as a run has events.
@inline(__always)
func loop(_ body: (Int) -> Void) {
    for event in 0..<Int(BENCHMARK_EVENTS) {
        body(event)
        benchmark_barrier()
    }
}

@main
struct HotPath {
    static func main() {
        precondition(three.isEnabled && !disabled.isEnabled, "run it by ./bench hot-path")
        benchmark_run("loop alone", 1, benchmark_empty_loop)
        benchmark_run("rdtsc alone", 1, benchmark_rdtsc_loop)
        for threads: Int32 in 1...2 {
            let suffix = ", \(threads) thread\(threads == 1 ? "" : "s")"
            benchmark_run("plume disabled" + suffix, threads) {
                let tracepoint = disabled
                let text = text
                loop { tracepoint(UInt32(truncatingIfNeeded: $0), UInt64($0), text) }
            }
            benchmark_run("plume empty" + suffix, threads) {
                let tracepoint = empty
                loop { _ in tracepoint() }
            }
            benchmark_run("plume u32" + suffix, threads) {
                let tracepoint = one
                loop { tracepoint(UInt32(truncatingIfNeeded: $0)) }
            }
            benchmark_run("plume u32 + u64 + 16-byte string" + suffix, threads) {
                let tracepoint = three
                let text = text
                loop { tracepoint(UInt32(truncatingIfNeeded: $0), UInt64($0), text) }
            }
            runBytes(suffix, threads)
        }
    }

    private static func runBytes(_ suffix: String, _ threads: Int32) {
        benchmark_run("plume 64 B" + suffix, threads) {
            let tracepoint = bytes
            let value = bytes64
            loop { _ in tracepoint(value) }
        }
        benchmark_run("plume 256 B" + suffix, threads) {
            let tracepoint = bytes
            let value = bytes256
            loop { _ in tracepoint(value) }
        }
        benchmark_run("plume 1 KiB" + suffix, threads) {
            let tracepoint = bytes
            let value = bytes1024
            loop { _ in tracepoint(value) }
        }
    }
}
