// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// Texts of floating-point numbers as C writes them.
public enum NumberText {
    /// The number with six significant digits (`snprintf` with `%g`).
    public static func sixDigits(_ number: Double) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        var span = bytes.mutableSpan
        let count = unsafe span.withUnsafeMutableBytes { buffer in
            // SAFETY: the buffer is as large as the call is told.
            unsafe plume_format_double(buffer.baseAddress, buffer.count, number)
        }
        bytes.removeSubrange(min(max(0, Int(count)), bytes.count)...)
        return bytes
    }
}
