// SPDX-License-Identifier: Apache-2.0

internal import CPlume

extension FileDescriptor {
    private static let chunkBytes = 1 << 20

    /// Copies bytes to a place in another file, inside the kernel where file systems allow it
    /// (`copy_file_range`).
    ///
    /// - Parameters:
    ///   - range: the bytes of this file.
    ///   - target: the file to write.
    ///   - offset: where they go.
    /// - Throws: why they could not be copied, among other things because this file is shorter.
    public func copy(
        _ range: Range<UInt64>,
        to target: borrowing FileDescriptor,
        at offset: UInt64
    ) throws(SystemError) {
        var from = range.lowerBound
        var to = offset
        while from < range.upperBound {
            let count = Int(clamping: range.upperBound - from)
            let copied = Int(
                plume_copy_file_range(
                    rawValue,
                    Int64(clamping: from),
                    target.rawValue,
                    Int64(clamping: to),
                    count
                )
            )
            // Some file systems refuse, and some say that nothing is there; reading tells.
            let step =
                copied > 0
                ? copied : try copyChunk(at: from, min(count, Self.chunkBytes), to: target, at: to)
            from += UInt64(step)
            to += UInt64(step)
        }
    }

    private func copyChunk(
        at from: UInt64,
        _ count: Int,
        to target: borrowing FileDescriptor,
        at offset: UInt64
    ) throws(SystemError) -> Int {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        let read = try unsafe span.withUnsafeMutableBytes { buffer throws(SystemError) in
            // SAFETY: the buffer is valid for the time of the closure.
            try unsafe self.read(into: buffer, at: from)
        }
        guard read > 0 else {
            throw SystemError(call: "pread", subject: "", errno: .invalidArgument)
        }
        try target.write(Array(bytes[..<read]), at: offset)
        return read
    }
}
