// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// An owned range of address space into which pieces of files are mapped (`mmap`).
@safe
public final class AddressRange: @unchecked Sendable {
    // @unchecked because the base never changes; what is behind it is shared with other processes
    // anyway and is only accessed with atomic operations.

    /// The first address.
    @unsafe public let base: UnsafeMutableRawPointer
    /// The size in bytes.
    public let count: Int

    /// Reserves address space that cannot be accessed until something is mapped into it.
    public init(reservingBytes count: Int) throws(SystemError) {
        let address = unsafe mmap(
            nil,
            count,
            PROT_NONE,
            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
            -1,
            0
        )
        // SAFETY: the address is compared with the failure value before it is used.
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw SystemError(call: "mmap", subject: "\(count) bytes", errno: .current)
        }
        unsafe base = address
        self.count = count
    }

    /// Takes memory of its own, all of which is there at once, in large pages where the system has
    /// them: what is copied into it then waits for no page.
    ///
    /// - Parameter count: how much, in bytes.
    /// - Throws: that there is none.
    public init(preparedBytes count: Int) throws(SystemError) {
        let address = unsafe mmap(
            nil,
            max(1, count),
            PROT_READ | PROT_WRITE,
            MAP_PRIVATE | MAP_ANONYMOUS,
            -1,
            0
        )
        // SAFETY: the address is compared with the failure value before it is used.
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw SystemError(call: "mmap", subject: "\(count) bytes", errno: .current)
        }
        unsafe base = address
        self.count = max(1, count)
        // SAFETY: the whole range is owned. Where either fails, pages come when they are touched.
        _ = unsafe madvise(base, self.count, MADV_HUGEPAGE)
        _ = unsafe madvise(base, self.count, Self.populateForWriting)
    }

    /// `MADV_POPULATE_WRITE`, which the headers of Debian 12 lack; Linux 5.14.
    private static let populateForWriting: Int32 = 23

    deinit {
        // SAFETY: the range is owned and nobody holds a reference any more.
        _ = unsafe munmap(base, count)
    }

    /// Maps a piece of a file at an offset of the range, shared.
    public func map(
        _ descriptor: borrowing FileDescriptor,
        fileOffset: Int,
        bytes length: Int,
        at offset: Int,
        isWritable: Bool = true
    ) throws(SystemError) {
        guard offset >= 0, length >= 0, offset <= count - length else {
            throw SystemError(call: "mmap", errno: .invalidArgument)
        }
        // SAFETY: the target lies inside the owned range, which MAP_FIXED replaces.
        let address = unsafe mmap(
            base + offset,
            length,
            isWritable ? PROT_READ | PROT_WRITE : PROT_READ,
            MAP_SHARED | MAP_FIXED,
            descriptor.rawValue,
            off_t(fileOffset)
        )
        if unsafe address == MAP_FAILED {
            throw SystemError(call: "mmap", subject: "\(length) bytes", errno: .current)
        }
    }

    /// Leaves a part of the range out of core dumps (`madvise` with `MADV_DONTDUMP`).
    public func excludeFromCoreDump(at offset: Int, bytes length: Int) {
        guard offset >= 0, length >= 0, offset <= count - length else { return }
        // SAFETY: the part lies inside the owned range. A failure makes a dump larger and is no
        // error.
        _ = unsafe madvise(base + offset, length, MADV_DONTDUMP)
    }
}
