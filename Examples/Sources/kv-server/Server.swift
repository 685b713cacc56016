// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import KeyValue
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// A key-value server that speaks enough of the Redis protocol for `redis-benchmark`.
@main
struct Server {
    static func main() throws {
        let options = try Options(Array(CommandLine.arguments.dropFirst()))
        let counters = Counters()
        let store = NIOLockedValueBox(KeyValueStore())
        let group = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
        let listener = try ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        CommandHandler(store, counters)
                    )
                }
            }
            .bind(host: "127.0.0.1", port: options.port).wait()
        print("listening on 127.0.0.1:\(listener.localAddress?.port ?? options.port)")
        fflush(nil)
        let sources = stopOnSignal(listener)
        try listener.closeFuture.wait()
        // Shutting the loops down closes the connections, so that each is counted to its end.
        try group.syncShutdownGracefully()
        withExtendedLifetime(sources) { print(counters.summary) }
    }
}

/// Closes the listener when the process is asked to end.
///
/// Outside the type because its main function belongs to the main actor, and signal handlers run on
/// a queue of their own.
private func stopOnSignal(_ listener: any Channel) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { listener.close(promise: nil) }
        source.resume()
        return source
    }
}

/// The command line.
struct Options {
    private(set) var port = 6379
    private(set) var threads = 1

    struct UsageError: Error, CustomStringConvertible {
        let description: String
    }

    init(_ arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            guard let text = rest.popFirst(), let number = Int(text), number >= 0,
                ["--port", "--threads"].contains(option)
            else {
                throw UsageError(description: "usage: kv-server [--port N] [--threads N]")
            }
            if option == "--port" { port = number } else { threads = max(1, number) }
        }
    }
}
