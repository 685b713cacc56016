// SPDX-License-Identifier: Apache-2.0

/// A file read through a sliding window of memory, so that reading takes the same memory whatever
/// the file's size, and so that a file that shrinks meanwhile gives an error and not a signal.
public final class FileReader {
    /// The path the file was opened with, for messages.
    public let path: String
    /// The size in bytes when the file was opened.
    public let size: UInt64
    private let descriptor: FileDescriptor

    /// Opens a file for reading.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - mode: `.readUntrusted` where somebody else may have put a link or a pipe.
    /// - Throws: why it cannot be read.
    public init(path: String, mode: FileDescriptor.OpenMode = .read) throws(SystemError) {
        descriptor = try FileDescriptor.open(path, mode)
        size = try descriptor.size()
        self.path = path
    }

    /// Reads bytes at an offset into the window, replacing what it held.
    ///
    /// - Parameters:
    ///   - window: receives the bytes; its storage is kept and reused.
    ///   - offset: where in the file to begin, in bytes.
    ///   - count: how many bytes are wanted; fewer come only at the end of the file.
    /// - Throws: why the file cannot be read.
    public func fill(
        _ window: inout [UInt8],
        at offset: UInt64,
        count: Int
    ) throws(SystemError) {
        if window.count < count {
            window.append(contentsOf: repeatElement(0, count: count - window.count))
        }
        var filled = 0
        while filled < count {
            var span = window.mutableSpan
            let read = try unsafe span.withUnsafeMutableBytes { buffer throws(SystemError) in
                // SAFETY: the range [filled, count) lies inside the window, which holds count
                // bytes.
                try unsafe descriptor.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<count]),
                    at: offset + UInt64(filled)
                )
            }
            if read == 0 { break }
            filled += read
        }
        window.removeSubrange(filled...)
    }

    /// Reads bytes at an offset into the beginning of a window that keeps its size.
    ///
    /// - Parameters:
    ///   - window: receives the bytes; it grows when it is too small, and never shrinks.
    ///   - offset: where in the file to begin, in bytes.
    ///   - count: how many bytes are wanted; fewer come only at the end of the file.
    ///   - paddingBytes: how many zeros to put after the bytes.
    /// - Returns: how many bytes were read.
    /// - Throws: why the file cannot be read.
    public func read(
        into window: inout [UInt8],
        at offset: UInt64,
        count: Int,
        paddingBytes: Int
    ) throws(SystemError) -> Int {
        if window.count < count + paddingBytes {
            // The old bytes are not wanted: a new array need not copy them.
            window = [UInt8](repeating: 0, count: count + paddingBytes)
        }
        var filled = 0
        var span = window.mutableSpan
        while filled < count {
            let read = try unsafe span.withUnsafeMutableBytes { buffer throws(SystemError) in
                // SAFETY: the range [filled, count) lies inside the window, whose size was
                // checked.
                try unsafe descriptor.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<count]),
                    at: offset + UInt64(filled)
                )
            }
            if read == 0 { break }
            filled += read
        }
        for index in filled..<(filled + paddingBytes) { span[index] = 0 }
        return filled
    }

    /// Reads the whole file, refusing one larger than the limit.
    public static func contents(
        of path: String,
        limitBytes: UInt64
    ) throws(SystemError) -> [UInt8] {
        let reader = try FileReader(path: path)
        guard reader.size <= limitBytes else {
            throw SystemError(call: "read", subject: path, errno: .messageTooLarge)
        }
        var bytes: [UInt8] = []
        try reader.fill(&bytes, at: 0, count: Int(reader.size))
        return bytes
    }
}
