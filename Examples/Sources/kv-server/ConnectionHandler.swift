// SPDX-License-Identifier: Apache-2.0

import KeyValue
import NIOCore

/// Moves bytes between a socket, the parser and the commands.
///
/// A client that sends but does not read is not read from either: while replies wait, neither
/// requests are carried out nor bytes taken from the socket, so that memory stays bounded.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// Replies are handed to the socket in pieces of about this size.
    private static let chunkByteCount = 64 << 10

    private let counters: Counters
    private let connectionLimit: Int
    private var connection: Connection
    private var parser = RequestParser()
    private var replies: [UInt8] = []
    private var isReadPending = false
    /// The client has said its last word, one way or another.
    private var isEnding = false

    init(_ store: KeyValueStore, _ counters: Counters, connectionLimit: Int) {
        self.counters = counters
        self.connectionLimit = connectionLimit
        connection = Connection(store, counters)
    }

    func channelActive(context: ChannelHandlerContext) {
        let client = context.remoteAddress
        connection.opened(from: "\(client?.ipAddress ?? ""):\(client?.port ?? 0)")
        context.fireChannelActive()
        if counters.openConnections > connectionLimit {
            Reply.error("ERR max number of clients reached").encode(into: &replies)
            end(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        connection.closed()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isEnding { return }
        parser.append(Self.unwrapInboundIn(data).readableBytesView)
        serve(context)
    }

    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable { context.read() } else { isReadPending = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            serve(context)
            if isReadPending, context.channel.isWritable {
                isReadPending = false
                context.read()
            }
        }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// Carries out what was received, as far as the client takes the replies.
    private func serve(_ context: ChannelHandlerContext) {
        while !isEnding, context.channel.isWritable {
            do throws(ProtocolError) {
                guard let request = try parser.next() else { break }
                connection.perform(request).encode(into: &replies)
                if CommandName(request.arguments[0]) == .quit { return end(context) }
            } catch {
                Reply.error("ERR \(error)").encode(into: &replies)
                return end(context)
            }
            if replies.count >= Self.chunkByteCount { writeReplies(context) }
        }
        writeReplies(context)
    }

    /// Closes the connection once the last replies are out.
    private func end(_ context: ChannelHandlerContext) {
        isEnding = true
        parser = RequestParser()
        let bytes = context.channel.allocator.buffer(bytes: replies)
        replies = []
        context.writeAndFlush(Self.wrapOutboundOut(bytes)).whenComplete {
            [channel = context.channel] _ in
            channel.close(promise: nil)
        }
    }

    private func writeReplies(_ context: ChannelHandlerContext) {
        if replies.isEmpty { return }
        let bytes = context.channel.allocator.buffer(bytes: replies)
        replies.removeAll(keepingCapacity: replies.count < 2 * Self.chunkByteCount)
        context.writeAndFlush(Self.wrapOutboundOut(bytes), promise: nil)
    }
}
