// SPDX-License-Identifier: Apache-2.0

internal import Glibc

extension FileDescriptor {
    /// Writes all bytes at an offset, without moving the place where other writes go on (`pwrite`).
    public func write(_ bytes: [UInt8], at offset: UInt64) throws(SystemError) {
        var rest = bytes[...]
        var place = offset
        while !rest.isEmpty {
            let written = try retrying("pwrite") {
                unsafe rest.withUnsafeBytes { buffer in
                    let start = off_t(clamping: place)
                    // SAFETY: the buffer is valid for the time of the closure.
                    return unsafe pwrite(rawValue, buffer.baseAddress, buffer.count, start)
                }
            }
            rest = rest.dropFirst(written)
            place &+= UInt64(written)
        }
    }
}
