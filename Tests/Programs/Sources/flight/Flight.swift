// SPDX-License-Identifier: Apache-2.0

import Glibc
import Plume

let step = Tracepoint("flight", "step", Field<UInt32>("writer"), Field<UInt64>("number"))

/// Writes events as fast as it can from several threads.
///
/// Arguments: how many threads, and how many events each writes; after half of them the first one
/// asks for a snapshot. With a third argument all of that begins with each SIGUSR1.
///
/// After "requests": how many snapshots to ask for, how many events to write before each, and a
/// file whose coming is waited for before the end.
@main
struct Flight {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        if CommandLine.arguments.dropFirst().first == "requests", arguments.count == 2 {
            ask(arguments[0], arguments[1])
            let end = CommandLine.arguments[CommandLine.arguments.count - 1]
            while access(end, F_OK) != 0 { usleep(5_000) }
            return
        }
        let mustWait = CommandLine.arguments.count == 4
        guard arguments.count == 2 else {
            print("usage: flight THREADS EVENTS")
            exit(2)
        }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGUSR1)
        if mustWait { pthread_sigmask(SIG_BLOCK, &signals, nil) }
        print("ready \(step.isEnabled)")
        fflush(nil)
        repeat {
            var received: Int32 = 0
            if mustWait { sigwait(&signals, &received) }
            run(arguments[0], arguments[1])
        } while mustWait
    }

    private static func ask(_ requests: UInt64, _ count: UInt64) {
        var number: UInt64 = 0
        for _ in 0..<requests {
            for _ in 0..<count {
                number += 1
                step(0, number)
            }
            FlightRecorder.requestSnapshot()
        }
    }

    private static func run(_ writers: UInt64, _ count: UInt64) {
        var threads: [pthread_t] = []
        for writer in 0..<writers { threads.append(start(UInt32(writer), count)) }
        for thread in threads { pthread_join(thread, nil) }
    }

    static func start(_ writer: UInt32, _ count: UInt64) -> pthread_t {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Work(writer, count))
        pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            box.toOpaque()
        )
        return thread
    }
}

final class Work {
    let writer: UInt32
    let count: UInt64

    init(_ writer: UInt32, _ count: UInt64) {
        self.writer = writer
        self.count = count
    }

    func run() {
        for number in 1...count {
            step(writer, number)
            if writer == 0 && number == count / 2 { FlightRecorder.requestSnapshot() }
        }
    }
}
