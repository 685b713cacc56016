// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import Glibc

/// Anonymous memory with a descriptor, to be mapped by several processes (`memfd_create`).
public enum SharedMemory {
    /// Makes memory of a fixed size that no holder of the descriptor can shrink or grow.
    ///
    /// - Parameters:
    ///   - name: what it is called in the lists of the kernel.
    ///   - sizeBytes: its size.
    ///   - preallocatedBytes: how much of it takes memory at once, and not when it is first
    ///     touched.
    /// - Returns: the descriptor.
    /// - Throws: why there is none.
    public static func create(
        name: String,
        sizeBytes: Int,
        preallocatedBytes: Int = 0
    ) throws(SystemError) -> FileDescriptor {
        let descriptor = FileDescriptor(
            owning: try retrying("memfd_create", on: name) { unsafe plume_memfd(name) }
        )
        try descriptor.truncate(to: UInt64(sizeBytes))
        let number = descriptor.rawValue
        if preallocatedBytes > 0 {
            _ = try retrying("fallocate", on: name) {
                plume_allocate(number, Int64(preallocatedBytes))
            }
        }
        _ = try retrying("fcntl", on: name) { plume_seal_size(number) }
        return descriptor
    }

    /// Whether the memory behind a descriptor may be mapped, so that an access never faults: it is
    /// sealed against shrinking, or a file that only this user and root can write, with all the
    /// space that is written; and at least this large.
    ///
    /// - Parameters:
    ///   - descriptor: the memory.
    ///   - sizeBytes: how large it must be.
    ///   - allocatedBytes: how much of a file must have space.
    /// - Returns: whether it may. Nothing seals a file: whoever may write it can also cut it; see
    ///   docs/abi/ring-buffer.md.
    public static func isUsable(
        _ descriptor: borrowing FileDescriptor,
        sizeBytes: Int,
        allocatedBytes: Int
    ) -> Bool {
        var status = stat()
        let number = descriptor.rawValue
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size >= sizeBytes
        else { return false }
        if plume_is_sealed(number) == 1 { return true }
        return (status.st_uid == geteuid() || status.st_uid == 0)
            && status.st_mode & (S_IWGRP | S_IWOTH) == 0
            && status.st_blocks >= (allocatedBytes + 511) / 512
    }

    /// Gives the memory of a range back to the system; the range then reads as zeros.
    public static func punch(
        _ descriptor: borrowing FileDescriptor,
        offset: Int,
        count: Int
    ) throws(SystemError) {
        let number = descriptor.rawValue
        _ = try retrying("fallocate") { plume_punch(number, Int64(offset), Int64(count)) }
    }
}
