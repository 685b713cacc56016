// SPDX-License-Identifier: Apache-2.0

import KeyValue
import NIOCore
import Plume

/// What one connection's commands do, and what is told about them: everything but the socket.
struct Connection {
    /// A command that takes longer is worth an event of its own.
    private static let slowNanoseconds: UInt64 = 1_000_000

    private let id: UInt32
    private let store: KeyValueStore
    private let counters: Counters
    private var tally = Counters.Tally()

    init(_ store: KeyValueStore, _ counters: Counters) {
        self.store = store
        self.counters = counters
        id = counters.connection()
    }

    mutating func opened(from address: String) {
        tally.events += 1
        Tracepoints.connectionOpened(id, address)
    }

    /// Hands the counts over; nothing happens on the connection afterwards.
    mutating func closed() {
        tally.events += 1
        Tracepoints.connectionClosed(id, tally.commands)
        counters.add(tally)
    }

    /// Carries out one command.
    mutating func perform(_ request: Request) -> Reply {
        let command = CommandName(request.arguments[0])
        let begin = NIODeadline.now()
        let reply =
            if let command { store.execute(command, request) } else { Reply.unknownCommand }
        let duration = (NIODeadline.now() - begin).nanoseconds

        let name = command?.rawValue ?? "UNKNOWN"
        tally.commands += 1
        tally.events += 1
        Tracepoints.command(id, name, request.key, request.byteCount)
        if duration > Self.slowNanoseconds {
            tally.slow += 1
            tally.events += 1
            Tracepoints.slowCommand(id, name, UInt64(duration))
        }
        return reply
    }
}

extension Request {
    /// The first argument, as text: the key, for the commands that have one.
    fileprivate var key: String {
        arguments.count > 1 ? String(decoding: arguments[1].prefix(256), as: UTF8.self) : ""
    }

    /// The bytes of the name and all arguments.
    fileprivate var byteCount: Int { arguments.reduce(0) { $0 + $1.count } }
}

extension Reply {
    fileprivate static let unknownCommand = Reply.error("ERR unknown command")
}
