// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CPlume
internal import Glibc

/// The environment variables of this process.
public enum Environment {
    /// The value of a variable; nil in a set-user-ID program, which must not trust its caller.
    public static func value(_ name: String) -> String? {
        // SAFETY: the text is copied at once.
        guard let text = unsafe plume_secure_getenv(name) else { return nil }
        return unsafe ByteText.text(copying: text)
    }

    /// All variables as "NAME=value"; see ``ByteText``.
    public static func all() -> [String] {
        var variables: [String] = []
        // SAFETY: environ is an array of texts that a null pointer ends.
        guard var entry = unsafe plume_environment() else { return [] }
        while let text = unsafe entry.pointee {
            unsafe variables.append(ByteText.text(copying: text))
            unsafe entry += 1
        }
        return variables
    }
}

/// Facts about the calling process.
public enum Process {
    /// Its process id (`getpid`).
    public static var id: Int32 { getpid() }

    /// The arguments that it was started with, without its name; see ``ByteText``.
    public static func arguments() -> [String] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            // SAFETY: the vector has so many texts, which live as long as the process.
            guard let text = unsafe CommandLine.unsafeArgv[index] else { return nil }
            return unsafe ByteText.text(copying: text)
        }
    }

    /// Its effective user id (`geteuid`).
    public static var user: UInt32 { geteuid() }

    /// Whether it runs with more rights than its caller (`AT_SECURE`), so that the caller's
    /// environment must not steer it.
    public static var isSecure: Bool { plume_is_secure() != 0 }

    /// Allows as many open descriptors as the hard limit does (`setrlimit`); programs that are
    /// started later have the limit as this process found it.
    public static func raiseDescriptorLimit() {
        plume_raise_descriptor_limit()
    }

    /// How many files it may have open (`RLIMIT_NOFILE`, `ulimit -n`).
    public static var descriptorLimit: Int {
        var limit = rlimit()
        // SAFETY: the structure is local for the time of the call.
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return Int.max
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// How large a file may become that it writes, in bytes (`RLIMIT_FSIZE`, `ulimit -f`); nil for
    /// any size.
    public static var fileSizeLimit: UInt64? {
        var limit = rlimit()
        // SAFETY: the structure is local for the time of the call.
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0,
            limit.rlim_cur != rlim_t.max
        else { return nil }
        return UInt64(limit.rlim_cur)
    }

    /// The path of its executable, in UTF-8.
    public static var executable: String {
        ByteText.repaired(Directory.linkTarget("/proc/self/exe") ?? "")
    }
}
