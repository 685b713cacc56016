// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import Glibc

/// An error number of the kernel, as `errno` holds it.
///
/// The corresponding C type is the `errno` of `errno.h`.
public struct Errno: RawRepresentable, Hashable, Sendable, Error {
    /// The number.
    public let rawValue: Int32

    /// Wraps an error number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The error number that the last failed call of this thread left.
    static var current: Errno { Errno(rawValue: errno) }

    /// No such file or directory (`ENOENT`).
    public static let noSuchFile = Errno(rawValue: ENOENT)
    /// The call was interrupted by a signal (`EINTR`).
    public static let interrupted = Errno(rawValue: EINTR)
    /// The call would have to wait (`EAGAIN`).
    public static let wouldBlock = Errno(rawValue: EAGAIN)
    /// The file exists (`EEXIST`).
    public static let fileExists = Errno(rawValue: EEXIST)
    /// Permission denied (`EACCES`).
    public static let permissionDenied = Errno(rawValue: EACCES)
    /// The file cannot be executed (`ENOEXEC`).
    public static let notExecutable = Errno(rawValue: ENOEXEC)
    /// The peer closed its end (`EPIPE`).
    public static let brokenPipe = Errno(rawValue: EPIPE)
    /// Nobody listens at the address (`ECONNREFUSED`).
    public static let connectionRefused = Errno(rawValue: ECONNREFUSED)
    /// The peer closed the connection with messages unread (`ECONNRESET`).
    public static let connectionReset = Errno(rawValue: ECONNRESET)
    /// The device has no space left (`ENOSPC`).
    public static let noSpace = Errno(rawValue: ENOSPC)
    /// The user may take no more space (`EDQUOT`).
    public static let quotaExceeded = Errno(rawValue: EDQUOT)
    /// An argument is not valid (`EINVAL`).
    public static let invalidArgument = Errno(rawValue: EINVAL)
    /// The path names a directory (`EISDIR`).
    public static let isDirectory = Errno(rawValue: EISDIR)
    /// No such process (`ESRCH`).
    public static let noSuchProcess = Errno(rawValue: ESRCH)
    /// The name is longer than the kernel takes (`ENAMETOOLONG`).
    public static let nameTooLong = Errno(rawValue: ENAMETOOLONG)
    /// The message is larger than the socket takes (`EMSGSIZE`).
    public static let messageTooLarge = Errno(rawValue: EMSGSIZE)
    /// The operation took longer than its limit (`ETIMEDOUT`).
    public static let timedOut = Errno(rawValue: ETIMEDOUT)
    /// The file would be larger than it may be (`EFBIG`).
    public static let fileTooLarge = Errno(rawValue: EFBIG)
    /// The process may open no more files (`EMFILE`).
    public static let tooManyFiles = Errno(rawValue: EMFILE)
    /// The path component is not a directory (`ENOTDIR`).
    public static let notDirectory = Errno(rawValue: ENOTDIR)
}

extension Errno: CustomStringConvertible {
    /// The text of `strerrordesc_np`, for example "No such file or directory".
    public var description: String {
        // SAFETY: the text is a constant of the C library.
        guard let text = unsafe plume_error_text(rawValue) else { return "error \(rawValue)" }
        return unsafe String(cString: text)
    }
}
