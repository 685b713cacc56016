// SPDX-License-Identifier: Apache-2.0

/// A line of the kernel's log as `dmesg` prints it, with a time such as `[ 12.500000]` or without.
struct KernelLogLine: Equatable {
    /// The nanoseconds since the system started; nil when the line has no time.
    let nanoseconds: UInt64?
    /// What follows the time and one blank.
    let text: ArraySlice<UInt8>

    /// Reads a line.
    init(_ line: ArraySlice<UInt8>) {
        guard let (time, end) = Self.time(line) else {
            nanoseconds = nil
            text = line
            return
        }
        nanoseconds = time
        let rest = line[end...]
        text = rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest
    }

    /// Takes a whole line as text.
    init(untimed line: ArraySlice<UInt8>) {
        nanoseconds = nil
        text = line
    }

    /// The time at the beginning of a line, and where it ends.
    private static func time(_ line: ArraySlice<UInt8>) -> (UInt64, Int)? {
        guard line.first == UInt8(ascii: "[") else { return nil }
        let inner = line.dropFirst().drop { $0 == UInt8(ascii: " ") }
        guard let (seconds, point) = number(inner), line[point...].first == UInt8(ascii: "."),
            let (microseconds, end) = number(line[(point + 1)...]),
            line[end...].first == UInt8(ascii: "]")
        else { return nil }
        let (whole, isFar) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (part, isLong) = microseconds.multipliedReportingOverflow(by: 1_000)
        let (sum, isFarther) = whole.addingReportingOverflow(part)
        return isFar || isLong || isFarther ? nil : (sum, end + 1)
    }

    /// The number that bytes begin with, and where it ends.
    private static func number(_ bytes: ArraySlice<UInt8>) -> (UInt64, Int)? {
        let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard let value = UInt64(String(decoding: digits, as: UTF8.self)) else { return nil }
        return (value, digits.endIndex)
    }
}
