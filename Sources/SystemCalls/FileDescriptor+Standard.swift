// SPDX-License-Identifier: Apache-2.0

internal import Glibc

extension FileDescriptor {
    /// Occupies the numbers of standard input, output and error that this process was started
    /// without, so that no file that is opened later gets what is meant for them.
    ///
    /// Reading finds nothing there, and writing fails; a program that is started finds them closed,
    /// as they were.
    public static func occupyStandardNumbers() {
        while let null = try? open("/dev/null", .read), null.rawValue <= STDERR_FILENO {
            _ = null.release()
        }
    }
}
