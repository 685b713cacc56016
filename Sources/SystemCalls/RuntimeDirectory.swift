// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import Glibc

/// The directory in which programs and controllers of one user find each other's sockets.
public enum RuntimeDirectory {
    /// The directory: `$XDG_RUNTIME_DIR/plume`, for root `/run/plume`, else `/tmp/plume-UID`.
    public static func path() -> String {
        if let directory = Environment.value("XDG_RUNTIME_DIR"), directory.hasPrefix("/") {
            return directory + "/plume"
        }
        let user = geteuid()
        return user == 0 ? "/run/plume" : "/tmp/plume-\(user)"
    }

    /// The socket at which a program can be reached.
    public static func programSocket(process: Int32, in directory: String) -> String {
        "\(directory)/\(process).socket"
    }

    /// Where a process may have its socket: in the directory of this user, or for root in those of
    /// the process's user.
    public static func candidates(process: Int32) -> [String] {
        var status = stat()
        guard geteuid() == 0, unsafe stat("/proc/\(process)", &status) == 0, status.st_uid != 0
        else { return [path()] }
        let user = status.st_uid
        return ["/run/user/\(user)/plume", "/tmp/plume-\(user)", path()]
    }

    /// Makes the directory if it is missing and checks that nobody else owns it or may enter it.
    public static func prepare() throws(SystemError) -> String {
        let path = path()
        do throws(SystemError) {
            try Directory.create(path, mode: 0o700)
        } catch  where error.errno == .fileExists {
            // It is checked like a new one.
        }
        var status = stat()
        _ = try retrying("lstat", on: path) { unsafe lstat(path, &status) }
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0
        else { throw SystemError(call: "lstat", subject: path, errno: .permissionDenied) }
        return path
    }
}

/// The environment variables of this process.
public enum Environment {
    /// The value of a variable; nil in a set-user-ID program, which must not trust its caller.
    public static func value(_ name: String) -> String? {
        // SAFETY: the text is copied at once.
        guard let text = unsafe plume_secure_getenv(name) else { return nil }
        return unsafe String(cString: text)
    }

    /// All variables as "NAME=value".
    public static func all() -> [String] {
        var variables: [String] = []
        // SAFETY: environ is an array of texts that a null pointer ends.
        guard var entry = unsafe plume_environment() else { return [] }
        while let text = unsafe entry.pointee {
            unsafe variables.append(String(cString: text))
            unsafe entry += 1
        }
        return variables
    }
}

/// Facts about the calling process.
public enum Process {
    /// Its process id (`getpid`).
    public static var id: Int32 { getpid() }

    /// Its effective user id (`geteuid`).
    public static var user: UInt32 { geteuid() }

    /// Whether it runs with more rights than its caller (`AT_SECURE`), so that the caller's
    /// environment must not steer it.
    public static var isSecure: Bool { plume_is_secure() != 0 }

    /// Allows as many open descriptors as the hard limit does (`setrlimit`).
    public static func raiseDescriptorLimit() {
        var limit = rlimit()
        // SAFETY: the structure is local for the time of both calls.
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return
        }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// The path of its executable.
    public static var executable: String { Directory.linkTarget("/proc/self/exe") ?? "" }
}
