// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Numbers as the C library writes them.
public enum FloatingPointText {
    /// Appends a number in the form of `%g`, which has six significant digits.
    public static func append(_ value: Double, to text: inout [UInt8]) {
        // SAFETY: the buffer is larger than any number in this form, and the call knows its size.
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let base = buffer.baseAddress else { return }
            let count = unsafe withVaList([value]) { arguments in
                unsafe vsnprintf(base, buffer.count, "%g", arguments)
            }
            for index in 0..<min(Int(count), buffer.count - 1) {
                unsafe text.append(UInt8(bitPattern: buffer[index]))
            }
        }
    }

    /// The number with six decimals, in the form of `%f`.
    public static func sixDecimals(_ value: Double) -> [UInt8] {
        var text: [UInt8] = []
        // SAFETY: the buffer is larger than any number in this form, and the call knows its size.
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            guard let base = buffer.baseAddress else { return }
            let count = unsafe withVaList([value]) { arguments in
                unsafe vsnprintf(base, buffer.count, "%f", arguments)
            }
            for index in 0..<max(0, min(Int(count), buffer.count - 1)) {
                unsafe text.append(UInt8(bitPattern: buffer[index]))
            }
        }
        return text
    }
}
