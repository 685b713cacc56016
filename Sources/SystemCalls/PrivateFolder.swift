// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CPlume
internal import Glibc

/// A new folder that only this user may enter, and the files that are made in it.
///
/// Files are reached through the folder's descriptor, so that nobody who may rename the folder can
/// lead them elsewhere.
public final class PrivateFolder: Sendable {
    /// Its path.
    public let path: String
    private let descriptor: FileDescriptor

    /// Makes the folder, which must not exist, with mode 0700.
    ///
    /// - Parameter path: the folder.
    /// - Throws: why there is none, among other things because it is somebody else's.
    public init(creating path: String) throws(SystemError) {
        try Directory.create(path, mode: 0o700)
        let name = ByteText.cString(path)
        let opened = FileDescriptor(
            owning: try retrying("open", on: path) {
                unsafe open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
        )
        var status = stat()
        let number = opened.rawValue
        _ = try retrying("fstat", on: path) { unsafe fstat(number, &status) }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw SystemError(call: "open", subject: path, errno: .permissionDenied)
        }
        self.path = path
        descriptor = opened
    }

    /// Makes a file that must not exist, with mode 0600, readable and writable.
    ///
    /// - Parameters:
    ///   - name: its name in the folder.
    ///   - sizeBytes: its size.
    ///   - allocatedBytes: how much of it takes space at once.
    /// - Returns: the descriptor.
    /// - Throws: why there is none, for example that the file system is full.
    public func createFile(
        _ name: String,
        sizeBytes: Int = 0,
        allocatedBytes: Int = 0
    ) throws(SystemError) -> FileDescriptor {
        let folder = descriptor.rawValue
        let subject = "\(path)/\(name)"
        let number = try retrying("open", on: subject) {
            unsafe plume_create_at(folder, ByteText.cString(name))
        }
        let file = FileDescriptor(owning: number)
        if allocatedBytes > 0 {
            _ = try retrying("fallocate", on: subject) {
                plume_allocate(number, Int64(allocatedBytes))
            }
        }
        if sizeBytes > 0 { try file.truncate(to: UInt64(sizeBytes)) }
        return file
    }

    /// Gives a file of the folder another name, in one step.
    ///
    /// - Parameters:
    ///   - name: the file.
    ///   - newName: the name it gets; what had it before is gone.
    /// - Throws: why it keeps its name.
    public func renameFile(_ name: String, to newName: String) throws(SystemError) {
        let folder = descriptor.rawValue
        _ = try retrying("rename", on: "\(path)/\(name)") {
            unsafe renameat(folder, ByteText.cString(name), folder, ByteText.cString(newName))
        }
    }

    /// Removes a file of the folder.
    public func removeFile(_ name: String) {
        // A file that somebody has removed already is as good.
        _ = unsafe unlinkat(descriptor.rawValue, ByteText.cString(name), 0)
    }

    /// Bytes that can still be taken of the file system (`fstatvfs`).
    public func freeBytes() throws(SystemError) -> UInt64 {
        var status = statvfs()
        let number = descriptor.rawValue
        _ = try retrying("fstatvfs", on: path) { unsafe fstatvfs(number, &status) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }
}
