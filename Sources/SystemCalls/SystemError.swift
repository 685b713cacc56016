// SPDX-License-Identifier: Apache-2.0

/// A failed system call: which one, on what, and why.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the call, for example "open".
    public let call: String
    /// The path or object that the call was for; empty when there is none.
    public let subject: String
    /// Why it failed.
    public let errno: Errno

    /// Describes a failed call.
    public init(call: String, subject: String = "", errno: Errno) {
        self.call = call
        self.subject = subject
        self.errno = errno
    }

    /// One line for a person, for example "open /tmp/x: No such file or directory".
    public var description: String {
        let what = subject.isEmpty ? "\(call): \(errno)" : "\(call) \(subject): \(errno)"
        guard errno == .fileTooLarge, let limit = Process.fileSizeLimit else { return what }
        return "\(what): files may have \(limit) bytes here (RLIMIT_FSIZE, ulimit -f)"
    }
}

/// Runs a system call that returns -1 on failure, again as long as a signal interrupts it.
///
/// This is the one place that reads `errno`.
@inline(__always)
func retrying<Number: FixedWidthInteger>(
    _ call: String,
    on subject: @autoclosure () -> String = "",
    _ body: () -> Number
) throws(SystemError) -> Number {
    while true {
        let result = body()
        if result != -1 { return result }
        let errno = Errno.current
        if errno != .interrupted {
            throw SystemError(call: call, subject: subject(), errno: errno)
        }
    }
}
