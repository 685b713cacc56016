// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import Glibc

/// Calls on directories and path names, which are bytes; see ``ByteText``.
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
        guard unsafe stat(ByteText.cString(path), &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .directory
        default: return .other
        }
    }

    /// A path from the root without symbolic links; the path itself when it names nothing
    /// (`realpath`).
    public static func absolutePath(of path: String) -> String {
        guard let found = unsafe realpath(ByteText.cString(path), nil) else { return path }
        // SAFETY: the call has allocated a string that ends with 0, which nobody else frees.
        defer { unsafe free(found) }
        return unsafe ByteText.text(copying: found)
    }

    /// The names in a directory, sorted, without "." and ".." (`readdir`).
    public static func entries(of path: String) throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(ByteText.cString(path)) else {
            throw SystemError(call: "opendir", subject: path, errno: .current)
        }
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        // SAFETY: the stream is open and the entry is read before the next call replaces it.
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe ByteText.text(bytes.prefix { $0 != 0 })
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a directory that must not exist yet (`mkdir`).
    ///
    /// - Parameters:
    ///   - path: the directory.
    ///   - mode: who may do what with it, less the process's mask.
    /// - Throws: why there is none.
    public static func create(_ path: String, mode: UInt32 = 0o777) throws(SystemError) {
        let name = ByteText.cString(path)
        _ = try retrying("mkdir", on: path) { unsafe mkdir(name, mode) }
    }

    /// Removes a file or a socket (`unlink`).
    public static func removeFile(_ path: String) throws(SystemError) {
        let name = ByteText.cString(path)
        _ = try retrying("unlink", on: path) { unsafe unlink(name) }
    }

    /// Removes an empty directory (`rmdir`).
    public static func removeDirectory(_ path: String) throws(SystemError) {
        let name = ByteText.cString(path)
        _ = try retrying("rmdir", on: path) { unsafe rmdir(name) }
    }

    /// Makes a symbolic link, which must not exist yet (`symlink`).
    public static func link(_ path: String, to target: String) throws(SystemError) {
        let name = ByteText.cString(path)
        let text = ByteText.cString(target)
        _ = try retrying("symlink", on: path) { unsafe symlink(text, name) }
    }

    /// Renames a file, replacing the target (`rename`).
    public static func rename(_ path: String, to target: String) throws(SystemError) {
        let name = ByteText.cString(path)
        let newName = ByteText.cString(target)
        _ = try retrying("rename", on: path) { unsafe Glibc.rename(name, newName) }
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
            let count = unsafe readlink(ByteText.cString(path), base, buffer.count)
            guard count >= 0 else { return nil }
            return unsafe ByteText.text(UnsafeRawBufferPointer(buffer).prefix(count))
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
