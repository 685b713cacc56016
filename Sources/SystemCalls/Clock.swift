// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import Glibc

/// The kernel's clocks and the processor's time-stamp counter.
public enum Clock {
    /// Nanoseconds of `CLOCK_MONOTONIC`.
    public static func monotonicNanoseconds() -> UInt64 { read(CLOCK_MONOTONIC) }

    /// Nanoseconds since the Unix epoch (`CLOCK_REALTIME`).
    public static func realtimeNanoseconds() -> UInt64 { read(CLOCK_REALTIME) }

    /// The time-stamp counter (`rdtsc`); 0 on machines without one.
    public static func timeStampCounter() -> UInt64 { plume_read_tsc() }

    /// Whether the time-stamp counter ticks at one constant rate on all processors: the processor
    /// says that it is invariant and the kernel trusts it as its own clock source.
    public static func isTimeStampCounterConstant() -> Bool {
        guard plume_tsc_is_invariant() != 0 else { return false }
        let path = "/sys/devices/system/clocksource/clocksource0/current_clocksource"
        guard let name = try? FileReader.pseudoFile(path) else { return false }
        return name == "tsc" || name == "kvm-clock" || name == "hyperv_clocksource_tsc_page"
    }

    /// Waits (`nanosleep`).
    public static func sleep(nanoseconds: UInt64) {
        let deadline = monotonicNanoseconds() &+ nanoseconds
        // A signal shortens the wait; what is left is waited for again.
        while case let now = monotonicNanoseconds(), now < deadline {
            let rest = deadline - now
            var time = timespec(
                tv_sec: Int(rest / 1_000_000_000),
                tv_nsec: Int(rest % 1_000_000_000)
            )
            _ = unsafe nanosleep(&time, nil)
        }
    }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        // Reading these clocks cannot fail on Linux.
        _ = unsafe clock_gettime(clock, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}

extension FileReader {
    /// The text of a file of /proc or /sys, without the line end; such files report no size.
    public static func pseudoFile(_ path: String) throws(SystemError) -> String {
        var bytes = try pseudoFileBytes(path)
        while bytes.last == 10 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes of a file of the kernel, at most 1 MiB.
    public static func pseudoFileBytes(_ path: String) throws(SystemError) -> [UInt8] {
        let descriptor = try FileDescriptor.open(path, .read)
        var bytes: [UInt8] = []
        while bytes.count < 1 << 20 {
            let more = try descriptor.read(upTo: 4_096)
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }
}
