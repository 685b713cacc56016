// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Calls on directories and path names.
public enum Directory {
    /// What a path names.
    public enum Kind: Sendable {
        /// A regular file.
        case file
        /// A directory.
        case directory
        /// A device, socket or other special file.
        case other
    }

    /// The kind of what a path names, following symbolic links; nil when there is nothing (`stat`).
    public static func kind(of path: String) -> Kind? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .directory
        default: return .other
        }
    }

    /// A path from the root without symbolic links; the path itself when it names nothing
    /// (`realpath`).
    public static func absolutePath(of path: String) -> String {
        guard let found = unsafe realpath(path, nil) else { return path }
        // SAFETY: the call has allocated a string that ends with 0, which nobody else frees.
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    /// The names in a directory, sorted, without "." and ".." (`readdir`).
    public static func entries(of path: String) throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(path) else {
            throw SystemError(call: "opendir", subject: path, errno: .current)
        }
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        // SAFETY: the stream is open and the entry is read before the next call replaces it.
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a directory that must not exist yet (`mkdir`).
    public static func create(_ path: String, mode: UInt32 = 0o755) throws(SystemError) {
        _ = try retrying("mkdir", on: path) { unsafe mkdir(path, mode) }
    }

    /// Removes a file or a socket (`unlink`).
    public static func removeFile(_ path: String) throws(SystemError) {
        _ = try retrying("unlink", on: path) { unsafe unlink(path) }
    }

    /// Removes an empty directory (`rmdir`).
    public static func removeDirectory(_ path: String) throws(SystemError) {
        _ = try retrying("rmdir", on: path) { unsafe rmdir(path) }
    }

    /// Renames a file, replacing the target (`rename`).
    public static func rename(_ path: String, to target: String) throws(SystemError) {
        _ = try retrying("rename", on: path) { unsafe Glibc.rename(path, target) }
    }

    /// Waits until the names in a directory are on the disk (`fsync`).
    public static func synchronize(_ path: String) throws(SystemError) {
        let directory = try FileDescriptor.open(path, .read)
        let number = directory.rawValue
        _ = try retrying("fsync", on: path) { fsync(number) }
    }

    /// The text of a symbolic link; nil when it cannot be read (`readlink`).
    public static func linkTarget(_ path: String) -> String? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4_096) { buffer in
            // SAFETY: the call writes at most the count it is given.
            guard let base = buffer.baseAddress else { return nil }
            let count = unsafe readlink(path, base, buffer.count)
            guard count >= 0 else { return nil }
            return unsafe String(
                decoding: UnsafeRawBufferPointer(buffer).prefix(count),
                as: UTF8.self
            )
        }
    }
}

extension Directory {
    /// Makes a directory that must not exist yet, and those it is in.
    public static func createWithParents(_ path: String) throws(SystemError) {
        var start = path.startIndex
        while let slash = path[start...].firstIndex(of: "/") {
            let parent = String(path[..<slash])
            if !parent.isEmpty && kind(of: parent) == nil { try create(parent) }
            start = path.index(after: slash)
        }
        try create(path)
    }
}
