// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CPlume
internal import Glibc

/// One end of a local connection that carries whole messages and descriptors.
///
/// A `SOCK_SEQPACKET` socket of the Unix domain. Nothing here ever waits or raises `SIGPIPE`.
public struct MessageSocket: ~Copyable, Sendable {
    /// The largest message in bytes; a larger one is refused by both sides.
    public static let maximumMessageBytes = 64 * 1024
    /// How many connections may wait to be accepted; the kernel may allow fewer.
    private static let queueLength: Int32 = 4_096

    /// The socket itself.
    public let descriptor: FileDescriptor

    /// Who is at the other end.
    public struct Peer: Hashable, Sendable {
        /// The user id.
        public let user: UInt32
        /// The process id, seen from this process's namespace.
        public let process: Int32
    }

    /// A received message.
    public enum Received: ~Copyable {
        /// Bytes and the first descriptor that came with them.
        case message([UInt8], FileDescriptor?)
        /// Nothing is waiting.
        case nothing
        /// The other end is closed.
        case closed
    }

    /// Takes ownership of a connected socket.
    public init(owning descriptor: consuming FileDescriptor) {
        self.descriptor = descriptor
    }

    /// Connects to a listening socket at a path; fails at once when nobody listens, or with
    /// ``Errno/wouldBlock`` when the queue of the listener is full.
    ///
    /// A path that begins with `@` is a name without a file, which any user can connect to.
    public static func connect(to path: String) throws(SystemError) -> MessageSocket {
        let name = ByteText.cString(path)
        return MessageSocket(
            owning: FileDescriptor(
                owning: try retrying("connect", on: path) { unsafe plume_connect_unix(name) }
            )
        )
    }

    /// Listens at a path, which must not exist yet.
    public static func listen(at path: String) throws(SystemError) -> FileDescriptor {
        let name = ByteText.cString(path)
        return FileDescriptor(
            owning: try retrying("bind", on: path) { unsafe plume_listen_unix(name, queueLength) }
        )
    }

    /// Takes the next waiting connection of a listening socket; nil when there is none.
    public static func accept(
        from listener: borrowing FileDescriptor
    ) throws(SystemError) -> MessageSocket? {
        let number = listener.rawValue
        do throws(SystemError) {
            let accepted = try retrying("accept4") { plume_accept(number) }
            return MessageSocket(owning: FileDescriptor(owning: accepted))
        } catch {
            if error.errno == .wouldBlock { return nil }
            throw error
        }
    }

    /// The credentials that the other end had when it connected (`SO_PEERCRED`).
    public func peer() throws(SystemError) -> Peer {
        var user: UInt32 = 0
        var process: Int32 = 0
        _ = try retrying("getsockopt") { unsafe plume_peer(descriptor.rawValue, &user, &process) }
        return Peer(user: user, process: process)
    }

    /// Sends one whole message; throws ``Errno/wouldBlock`` when the queue is full.
    public func send(_ bytes: [UInt8]) throws(SystemError) {
        try send(bytes, passing: -1)
    }

    /// Sends one whole message together with a descriptor.
    public func send(
        _ bytes: [UInt8],
        with passed: borrowing FileDescriptor
    ) throws(SystemError) {
        try send(bytes, passing: passed.rawValue)
    }

    private func send(_ bytes: [UInt8], passing passed: Int32) throws(SystemError) {
        var number = passed
        _ = try unsafe bytes.span.withUnsafeBytes { buffer throws(SystemError) in
            // SAFETY: buffer and number live for the time of the call.
            try retrying("sendmsg") {
                unsafe plume_send(
                    descriptor.rawValue,
                    buffer.baseAddress,
                    buffer.count,
                    &number,
                    passed >= 0 ? 1 : 0
                )
            }
        }
    }

    /// Receives the next message if one is waiting.
    ///
    /// - Parameter buffer: where it is received; it can be used again at once.
    /// - Returns: the message, or why there is none.
    /// - Throws: why nothing can be received.
    public func receive(
        _ buffer: MessageBuffer = MessageBuffer()
    ) throws(SystemError) -> Received {
        do throws(SystemError) {
            return try receiveOnce(buffer)
        } catch  where error.errno == .connectionReset {
            // The other end is closed and had not read everything. The kernel says so once, before
            // it hands out what that end had sent.
            return try receiveOnce(buffer)
        }
    }

    private func receiveOnce(_ buffer: MessageBuffer) throws(SystemError) -> Received {
        var passed: Int32 = -1
        var passedCount = 1
        let received = unsafe buffer.bytes.withUnsafeMutableBytes { buffer in
            // SAFETY: the buffer, the number and the count live for the time of the call.
            unsafe plume_receive(
                descriptor.rawValue,
                buffer.baseAddress,
                buffer.count,
                &passed,
                &passedCount
            )
        }
        let errno = Errno.current
        let passedDescriptor = passedCount > 0 ? FileDescriptor(owning: passed) : nil
        switch received {
        case 0: return .closed
        case -2: throw SystemError(call: "recvmsg", errno: .messageTooLarge)
        case ..<0:
            if errno == .wouldBlock || errno == .interrupted { return .nothing }
            throw SystemError(call: "recvmsg", errno: errno)
        default:
            return .message(Array(buffer.bytes[..<received]), passedDescriptor)
        }
    }
}

/// Room for one message, to be used again and again.
public final class MessageBuffer {
    fileprivate var bytes = [UInt8](repeating: 0, count: MessageSocket.maximumMessageBytes)

    /// Takes memory for the largest message.
    public init() {}
}
