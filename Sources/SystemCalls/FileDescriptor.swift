// SPDX-License-Identifier: Apache-2.0

public import Bytes
internal import Glibc

/// An owned file descriptor: closed when the value ends its life.
///
/// The corresponding C functions are `open`, `pread`, `pwrite`, `writev` and `close`.
public struct FileDescriptor: ~Copyable, Sendable {
    /// The number, for calls that take one.
    ///
    /// It is valid as long as this value lives.
    public let rawValue: Int32

    /// Takes ownership of an open descriptor.
    public init(owning rawValue: Int32) {
        self.rawValue = rawValue
    }

    deinit {
        // Closing cannot be retried on Linux: the number is free even when the call reports EINTR.
        if rawValue >= 0 { _ = close(rawValue) }
    }

    /// Gives up ownership and returns the number.
    public consuming func release() -> Int32 {
        let number = rawValue
        discard self
        return number
    }

    /// A second descriptor of the same open file (`fcntl` with `F_DUPFD_CLOEXEC`).
    public func duplicate() throws(SystemError) -> FileDescriptor {
        let number = rawValue
        return FileDescriptor(
            owning: try retrying("fcntl") { fcntl(number, F_DUPFD_CLOEXEC, 0) }
        )
    }
}

/// Which file a descriptor stands for.
public struct FileIdentity: Hashable, Comparable, Sendable {
    /// The device that holds it.
    public let device: UInt64
    /// Its number on the device.
    public let inode: UInt64

    /// Whether an identity comes before another; the order has no meaning.
    public static func < (left: FileIdentity, right: FileIdentity) -> Bool {
        (left.device, left.inode) < (right.device, right.inode)
    }
}

extension FileDescriptor {
    /// How a file is opened; each opens close-on-exec.
    public enum OpenMode: Sendable {
        /// Reading an existing file.
        case read
        /// Reading an existing file that is no symbolic link; a pipe does not make it wait.
        case readUntrusted
        /// Writing a new file; an existing one is an error.
        case createNew
        /// Writing a new file that only this user can read; an existing one is an error.
        case createPrivate
        /// Writing a file from its beginning; an existing one is emptied.
        case createOrTruncate
        /// Writing an existing file without emptying it.
        case write

        var flags: Int32 {
            switch self {
            case .read: O_RDONLY
            case .readUntrusted: O_RDONLY | O_NOFOLLOW | O_NONBLOCK
            case .createNew, .createPrivate: O_WRONLY | O_CREAT | O_EXCL
            case .createOrTruncate: O_WRONLY | O_CREAT | O_TRUNC
            case .write: O_WRONLY
            }
        }

        /// Who may do what with a new file.
        var permissions: mode_t {
            switch self {
            case .createPrivate: 0o600
            case .read, .readUntrusted, .createNew, .createOrTruncate, .write: 0o666
            }
        }
    }

    /// Opens a file.
    ///
    /// New files get mode 0666, private ones 0600, less the process's mask.
    public static func open(
        _ path: String,
        _ mode: OpenMode
    ) throws(SystemError) -> FileDescriptor {
        let name = ByteText.cString(path)
        return FileDescriptor(
            owning: try retrying("open", on: path) {
                unsafe Glibc.open(name, mode.flags | O_CLOEXEC, mode.permissions)
            }
        )
    }

    /// The size of the file in bytes (`fstat`).
    public func size() throws(SystemError) -> UInt64 {
        var status = stat()
        _ = try retrying("fstat") { unsafe fstat(rawValue, &status) }
        return UInt64(max(0, status.st_size))
    }

    /// Bytes of memory or disk that the file takes, without its holes (`fstat`).
    public func allocatedBytes() throws(SystemError) -> UInt64 {
        var status = stat()
        _ = try retrying("fstat") { unsafe fstat(rawValue, &status) }
        return UInt64(max(0, status.st_blocks)) * 512
    }

    /// Which file it is, whatever descriptor or name it was reached by (`fstat`).
    public func identity() throws(SystemError) -> FileIdentity {
        var status = stat()
        _ = try retrying("fstat") { unsafe fstat(rawValue, &status) }
        return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    /// Whether the descriptor is a terminal (`isatty`).
    public static func isTerminal(_ number: Int32) -> Bool { isatty(number) == 1 }
}

extension FileDescriptor {
    /// Reads up to the buffer's size at a file offset; returns 0 at the end (`pread`).
    @unsafe
    public func read(
        into buffer: UnsafeMutableRawBufferPointer,
        at offset: UInt64
    ) throws(SystemError) -> Int {
        guard let position = off_t(exactly: offset) else { return 0 }
        // SAFETY: the buffer is valid for its count for the time of the call.
        return try retrying("pread") {
            unsafe pread(rawValue, buffer.baseAddress, buffer.count, position)
        }
    }

    /// Reads up to the count of bytes at the current position; empty at the end (`read`).
    public func read(upTo count: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        let read = try unsafe span.withUnsafeMutableBytes { buffer throws(SystemError) in
            // SAFETY: the buffer is valid for its count for the time of the call.
            try retrying("read") { unsafe Glibc.read(rawValue, buffer.baseAddress, buffer.count) }
        }
        bytes.removeSubrange(read...)
        return bytes
    }

    /// Writes all the bytes at the current position, in as many calls as it takes (`write`).
    public func write(_ bytes: [UInt8]) throws(SystemError) {
        try unsafe bytes.span.withUnsafeBytes { buffer throws(SystemError) in
            // SAFETY: the buffer is valid for the time of the closure.
            try unsafe write(buffer)
        }
    }

    /// Writes all the bytes at the current position, in as many calls as it takes (`write`).
    @unsafe
    public func write(_ buffer: UnsafeRawBufferPointer) throws(SystemError) {
        var rest = unsafe buffer[...]
        while unsafe !rest.isEmpty {
            // SAFETY: the slice lies in the caller's buffer.
            let written = try retrying("write") {
                unsafe Glibc.write(
                    rawValue,
                    UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                    rest.count
                )
            }
            unsafe rest = rest.dropFirst(written)
        }
    }

    /// Writes two runs of bytes one after the other in one call if the kernel takes them
    /// (`writev`).
    @unsafe
    public func write(
        _ first: UnsafeRawBufferPointer,
        then second: UnsafeRawBufferPointer
    ) throws(SystemError) {
        let written = try unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) {
            vector throws(SystemError) in
            // SAFETY: both elements are initialised before use and point into live buffers.
            unsafe vector.initializeElement(
                at: 0,
                to: iovec(
                    iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress),
                    iov_len: first.count
                )
            )
            unsafe vector.initializeElement(
                at: 1,
                to: iovec(
                    iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress),
                    iov_len: second.count
                )
            )
            return try retrying("writev") { unsafe writev(rawValue, vector.baseAddress, 2) }
        }
        // A short write happens on a nearly full disk: the rest goes through the plain path, which
        // either succeeds or reports the reason.
        if written < first.count {
            try unsafe write(UnsafeRawBufferPointer(rebasing: first[written...]))
            try unsafe write(second)
        } else if written < first.count + second.count {
            try unsafe write(UnsafeRawBufferPointer(rebasing: second[(written - first.count)...]))
        }
    }

    /// Cuts the file to a size (`ftruncate`).
    public func truncate(to size: UInt64) throws(SystemError) {
        let length = off_t(clamping: size)
        _ = try retrying("ftruncate") { ftruncate(rawValue, length) }
    }

    /// Cuts the file to a size, where the next write goes on (`ftruncate`, `lseek`).
    public func cut(to size: UInt64) throws(SystemError) {
        let length = off_t(clamping: size)
        // The place first: a file that cannot be cut is then overwritten from there on.
        _ = try retrying("lseek") { Int(lseek(rawValue, length, SEEK_SET)) }
        try truncate(to: size)
    }

    /// Keeps others out who do the same, until the descriptor is closed (`flock`).
    public func lock() throws(SystemError) {
        let number = rawValue
        _ = try retrying("flock") { flock(number, LOCK_EX) }
    }

    /// Waits until what was written is on the disk (`fdatasync`).
    public func synchronize() throws(SystemError) {
        _ = try retrying("fdatasync") { fdatasync(rawValue) }
    }
}

extension FileDescriptor {
    /// Writes a range of bytes to a descriptor that this code does not own, such as that of
    /// standard output.
    public static func writeAll(
        _ text: borrowing TextBuffer,
        _ range: Range<Int>,
        to number: Int32
    ) throws(SystemError) {
        let borrowed = FileDescriptor(owning: number)
        do throws(SystemError) {
            try text.write(range, to: borrowed)
        } catch {
            _ = borrowed.release()
            throw error
        }
        _ = borrowed.release()
    }

    /// Writes all the bytes to a descriptor that this code does not own, such as standard output.
    public static func writeAll(_ bytes: [UInt8], to number: Int32) throws(SystemError) {
        let borrowed = FileDescriptor(owning: number)
        do throws(SystemError) {
            try borrowed.write(bytes)
        } catch {
            _ = borrowed.release()
            throw error
        }
        _ = borrowed.release()
    }
}
