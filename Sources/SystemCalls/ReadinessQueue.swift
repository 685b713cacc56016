// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// Descriptors that are watched together, at a price that does not grow with their number
/// (`epoll`).
///
/// A descriptor that is closed is not watched any more.
public struct ReadinessQueue: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Watches nothing yet.
    public init() throws(SystemError) {
        descriptor = FileDescriptor(
            owning: try retrying("epoll_create1") { plume_readiness_create() }
        )
    }

    /// The queue's own descriptor, which can be read when one of those that it watches is ready.
    public var number: Int32 { descriptor.rawValue }

    /// Begins to watch a descriptor until it can be read or its other end is closed.
    ///
    /// - Parameters:
    ///   - number: the descriptor.
    ///   - token: what ``wait(limitMilliseconds:)`` returns for it.
    /// - Throws: why it is not watched.
    public func watch(_ number: Int32, as token: UInt64) throws(SystemError) {
        _ = try retrying("epoll_ctl") {
            plume_readiness_watch(descriptor.rawValue, number, token, 0, 0)
        }
    }

    /// Watches a descriptor for room for writing, too, or no longer.
    ///
    /// - Parameters:
    ///   - number: the descriptor, which is watched already.
    ///   - token: what ``wait(limitMilliseconds:)`` returns for it.
    ///   - forWriting: whether room for writing counts.
    /// - Throws: why it is watched as before.
    public func change(
        _ number: Int32,
        as token: UInt64,
        forWriting: Bool
    ) throws(SystemError) {
        _ = try retrying("epoll_ctl") {
            plume_readiness_watch(descriptor.rawValue, number, token, forWriting ? 1 : 0, 1)
        }
    }

    /// Waits until one of the descriptors is ready, or the limit has passed.
    ///
    /// - Parameter limitMilliseconds: how long at most; negative waits without limit.
    /// - Returns: the tokens of up to 64 that are ready; empty after the limit or a signal.
    public func wait(limitMilliseconds: Int32) -> [UInt64] {
        var tokens = [UInt64](repeating: 0, count: 64)
        var span = tokens.mutableSpan
        let count = unsafe span.withUnsafeMutableBufferPointer { buffer in
            // SAFETY: the buffer has room for as many tokens as are asked for.
            unsafe plume_readiness_wait(
                descriptor.rawValue,
                buffer.baseAddress,
                Int32(buffer.count),
                limitMilliseconds
            )
        }
        return Array(tokens.prefix(max(0, Int(count))))
    }
}
