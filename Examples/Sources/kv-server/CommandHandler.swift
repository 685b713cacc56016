// SPDX-License-Identifier: Apache-2.0

import KeyValue
import NIOConcurrencyHelpers
import NIOCore
import Plume

/// Serves one connection.
final class CommandHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let slowNanoseconds: UInt64 = 1_000_000

    private let store: NIOLockedValueBox<KeyValueStore>
    private let counters: Counters
    private let connection: UInt32
    private var parser = RequestParser()
    private var commandCount: UInt64 = 0

    init(_ store: NIOLockedValueBox<KeyValueStore>, _ counters: Counters) {
        self.store = store
        self.counters = counters
        connection = counters.connection()
    }

    func channelActive(context: ChannelHandlerContext) {
        counters.event()
        Tracepoints.connectionOpened(connection, context.remoteAddress?.description ?? "")
    }

    func channelInactive(context: ChannelHandlerContext) {
        counters.event()
        Tracepoints.connectionClosed(connection, commandCount)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        parser.append(Self.unwrapInboundIn(data).readableBytesView)
        var replies: [UInt8] = []
        var isClosing = false
        do {
            while !isClosing, let words = try parser.next() {
                perform(words).write(to: &replies)
                isClosing = words[0].elementsEqual("QUIT".utf8)
            }
        } catch {
            Reply.error("protocol error").write(to: &replies)
            isClosing = true
        }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(bytes: replies)), promise: nil)
        if isClosing { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func perform(_ words: [[UInt8]]) -> Reply {
        commandCount += 1
        counters.command()
        counters.event()
        Tracepoints.command(
            connection,
            String(decoding: words[0], as: UTF8.self),
            words.count > 1 ? String(decoding: words[1], as: UTF8.self) : "",
            words.reduce(0) { $0 + $1.count }
        )
        let begin = NIODeadline.now()
        let reply = store.withLockedValue { $0.perform(words) }
        let duration = UInt64((NIODeadline.now() - begin).nanoseconds)
        if duration > Self.slowNanoseconds {
            counters.slowCommand()
            counters.event()
            Tracepoints.slowCommand(
                connection,
                String(decoding: words[0], as: UTF8.self),
                duration
            )
        }
        return reply
    }
}
