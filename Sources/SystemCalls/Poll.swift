// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Waiting for descriptors (`poll`).
public enum Poll {
    /// Waits until one of the descriptors can be read or closed, or the limit has passed.
    ///
    /// - Parameters:
    ///   - descriptors: the numbers to wait for.
    ///   - limitMilliseconds: how long at most; negative waits without limit.
    /// - Returns: the indexes of the descriptors that are ready; empty after the limit or a signal.
    public static func readable(_ descriptors: [Int32], limitMilliseconds: Int32) -> [Int] {
        wait(descriptors, for: Int16(POLLIN), limitMilliseconds)
    }

    /// Waits until a descriptor can be written to; false after the limit.
    public static func writable(_ descriptor: Int32, limitMilliseconds: Int32) -> Bool {
        !wait([descriptor], for: Int16(POLLOUT), limitMilliseconds).isEmpty
    }

    /// Waits until one of the descriptors is ready, a signal came, or the limit has passed.
    ///
    /// - Parameters:
    ///   - readable: the numbers that may be read, or whose other end may close.
    ///   - writable: the numbers that may get room for writing.
    ///   - limitMilliseconds: how long at most; negative waits without limit.
    /// - Throws: why the thread cannot wait, for example because a filter forbids it.
    public static func anyReady(
        readable: [Int32],
        writable: [Int32],
        limitMilliseconds: Int32 = -1
    ) throws(SystemError) {
        var entries =
            readable.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            + writable.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
        let count = nfds_t(entries.count)
        var span = entries.mutableSpan
        _ = try unsafe span.withUnsafeMutableBufferPointer { buffer throws(SystemError) in
            // SAFETY: the buffer holds count entries.
            try retrying("poll") { unsafe poll(buffer.baseAddress, count, limitMilliseconds) }
        }
    }

    private static func wait(_ descriptors: [Int32], for events: Int16, _ limit: Int32) -> [Int] {
        var entries = descriptors.map { pollfd(fd: $0, events: events, revents: 0) }
        let count = nfds_t(entries.count)
        var span = entries.mutableSpan
        let ready = unsafe span.withUnsafeMutableBufferPointer { buffer in
            // SAFETY: the buffer holds count entries.
            unsafe poll(buffer.baseAddress, count, limit)
        }
        guard ready > 0 else { return [] }
        return entries.indices.filter { entries[$0].revents != 0 }
    }
}
