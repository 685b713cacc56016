// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding
internal import ProgramProtocol
internal import SystemCalls

/// The recording's end of a connection to a program or a tool.
final class ProgramConnection {
    let socket: MessageSocket
    let peer: MessageSocket.Peer
    /// What it said while it was waited for.
    var received: [UInt8]?
    /// Whether it waits for its turn to be heard.
    var isQueued = false
    /// Whether the server waits for room in the program's queue.
    var isWatchedForRoom = false
    /// What the program's queue had no room for yet.
    private var outgoing: [Outgoing] = []
    /// How much of that is sent.
    private var sentCount = 0

    private static let maximumOutgoing = 200_000

    private final class Outgoing {
        private let bytes: [UInt8]
        private let file: FileDescriptor?

        init(_ bytes: [UInt8], _ file: consuming FileDescriptor?) {
            self.bytes = bytes
            self.file = file
        }

        func send(over socket: borrowing MessageSocket) throws(SystemError) {
            switch file {
            case .some(let file): try socket.send(bytes, with: file)
            case .none: try socket.send(bytes)
            }
        }
    }

    init(_ socket: consuming MessageSocket, _ peer: MessageSocket.Peer) {
        self.socket = socket
        self.peer = peer
    }

    /// Whether a message waits for room.
    var isWaitingToSend: Bool { !outgoing.isEmpty }

    /// Sends a message, or keeps it until there is room.
    ///
    /// - Parameter message: the bytes of what to send.
    /// - Throws: why the connection is of no more use.
    func send(_ message: [UInt8]) throws(SystemError) {
        for packet in MessageParts.split(message) {
            if outgoing.isEmpty {
                do throws(SystemError) {
                    try socket.send(packet)
                    continue
                } catch  where error.errno == .wouldBlock {
                    // It is kept.
                }
            }
            outgoing.append(Outgoing(packet, nil))
        }
    }

    /// The same with a descriptor, which is only duplicated when it has to be kept.
    func send(
        _ message: ControllerMessage,
        with file: borrowing FileDescriptor
    ) throws(SystemError) {
        if outgoing.isEmpty {
            do throws(SystemError) {
                return try socket.send(message.encoded(), with: file)
            } catch  where error.errno == .wouldBlock {
                // It is kept.
            }
        }
        outgoing.append(Outgoing(message.encoded(), try file.duplicate()))
    }

    /// Sends what there is room for.
    ///
    /// - Throws: why the connection is of no more use.
    func flush() throws(SystemError) {
        do throws(SystemError) {
            while sentCount < outgoing.count {
                try outgoing[sentCount].send(over: socket)
                sentCount += 1
            }
            outgoing = []
            sentCount = 0
        } catch  where error.errno == .wouldBlock {
            // A program that never reads is disconnected before its queue takes much memory.
            if outgoing.count - sentCount > Self.maximumOutgoing { throw error }
        }
    }
}
