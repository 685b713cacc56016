// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import KeyValue
import NIOCore
import NIOPosix

/// A key-value server that speaks enough of the Redis protocol for `redis-benchmark`.
@main
struct Server {
    private static let connectionLimit = 10_000

    static func main() {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            if options.isHelp { return print(Options.usage) }
            try run(options)
        } catch {
            // The C library's stderr is a global variable, which Swift cannot use safely.
            // SAFETY: the text is valid for the time of the call and ends with a zero byte.
            _ = unsafe "kv-server: \(error)\n".withCString { unsafe write(2, $0, strlen($0)) }
            exit(error is Options.UsageError ? 2 : 1)
        }
    }

    private static func run(_ options: Options) throws {
        let counters = Counters()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
        let listener = try bootstrap(group, counters)
            .bind(host: options.address, port: options.port).wait()
        let sources = stopOnSignal(listener)
        print("listening on \(options.address):\(listener.localAddress?.port ?? options.port)")
        fflush(nil)
        try listener.closeFuture.wait()
        // Shutting the loops down closes the connections, so that each is counted to its end.
        try group.syncShutdownGracefully()
        withExtendedLifetime(sources) { print(counters.summary) }
    }

    private static func bootstrap(
        _ group: MultiThreadedEventLoopGroup,
        _ counters: Counters
    ) -> ServerBootstrap {
        let store = KeyValueStore()
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ConnectionHandler(store, counters, connectionLimit: connectionLimit)
                    )
                }
            }
    }
}

/// Closes the listener when the process is asked to end.
///
/// Outside the type because its main function belongs to the main actor, and signal handlers run on
/// a queue of their own.
private func stopOnSignal(_ listener: any Channel) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { listener.close(promise: nil) }
        source.resume()
        return source
    }
}
