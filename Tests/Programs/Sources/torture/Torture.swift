// SPDX-License-Identifier: Apache-2.0

import CTorture
import Glibc
import Plume

let record = Tracepoint(
    "torture",
    "record",
    Field<UInt32>("writer"),
    Field<UInt64>("number"),
    Field<String>("text")
)

/// What writers tell the test beside the trace: how often each called the tracepoint.
///
/// It lies in a file that is mapped shared, so that it outlives every kill.
nonisolated(unsafe) var tally = UnsafeMutablePointer<UInt64>(bitPattern: 8)
/// The writer that the signal handler of this process is.
nonisolated(unsafe) var handlerWriter = 0

let texts: [String] = (0..<251).map { String(repeating: "abcdefghij", count: $0 / 10 + 1) }

/// Emits one record and counts it, in this order: a kill between the two leaves one uncounted.
func emit(_ writer: Int) {
    guard let tally else { return }
    let number = tally[writer] + 1
    record(UInt32(writer), number, texts[Int((number &* 31 &+ UInt64(writer)) % 251)])
    tally[writer] = number
}

let tooBig = String(repeating: "x", count: 70_000)

/// Emits an event that no buffer takes, and counts it.
func emitTooBig(_ writer: Int) {
    guard let tally else { return }
    record(UInt32(writer), tally[writer] + 1, tooBig)
    tally[writer] += 1
}

/// Children that trace from threads and a signal handler, killed at random instants.
///
/// Arguments: the tally file, how many kills, a seed, how many calls before each short sleep, and
/// if not two, how many threads each child has.
@main
struct Torture {
    static let childCount = 4
    nonisolated(unsafe) static var threadCount = 2
    static let maximumWriters = 1 << 17

    static func main() {
        let arguments = CommandLine.arguments
        guard (5...6).contains(arguments.count), let kills = Int(arguments[2]),
            let seed = UInt64(arguments[3]),
            let burst = Int(arguments[4]), mapTally(arguments[1])
        else {
            print("usage: torture TALLY KILLS SEED BURST [THREADS]")
            exit(2)
        }
        if arguments.count == 6 { threadCount = Int(arguments[5]) ?? 2 }
        // Globals are made at their first use, which must not be in a signal handler.
        print("enabled \(record.isEnabled) texts \(texts.count + tooBig.utf8.count)")
        var random = Random(state: seed | 1)
        var nextWriter = 0
        var children: [pid_t] = []
        for _ in 0..<childCount { children.append(spawn(&nextWriter, burst)) }
        for _ in 0..<kills {
            usleep(UInt32(random.next() % 4_000))
            let index = Int(random.next() % UInt64(childCount))
            if random.next() % 4 == 0 {
                // A stopped writer holds nothing up, and is then killed or goes on.
                kill(children[index], SIGSTOP)
                usleep(UInt32(random.next() % 3_000))
                if random.next() % 2 == 0 {
                    kill(children[index], SIGCONT)
                    continue
                }
            }
            kill(children[index], SIGKILL)
            waitpid(children[index], nil, 0)
            children[index] = spawn(&nextWriter, burst)
        }
        for child in children {
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
        }
        print("writers \(nextWriter)")
    }

    private static func mapTally(_ path: String) -> Bool {
        let file = open(path, O_RDWR | O_CREAT, 0o600)
        let bytes = maximumWriters * 8
        guard file >= 0, ftruncate(file, off_t(bytes)) == 0,
            let address = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
            address != MAP_FAILED
        else { return false }
        tally = address.assumingMemoryBound(to: UInt64.self)
        return true
    }

    private static func spawn(_ nextWriter: inout Int, _ burst: Int) -> pid_t {
        let first = nextWriter
        nextWriter += threadCount + 1
        let child = fork()
        if child == 0 { runChild(first, burst) }
        return child
    }

    private static func runChild(_ first: Int, _ burst: Int) -> Never {
        handlerWriter = first + threadCount
        // Only this thread takes the signal: on two threads at once, the handler's writer would be
        // two.
        var alarm = sigset_t()
        sigemptyset(&alarm)
        sigaddset(&alarm, SIGALRM)
        pthread_sigmask(SIG_BLOCK, &alarm, nil)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in emit(handlerWriter) }
        action.sa_flags = SA_RESTART
        sigaction(SIGALRM, &action, nil)
        var timer = itimerval(
            it_interval: timeval(tv_sec: 0, tv_usec: 700),
            it_value: timeval(tv_sec: 0, tv_usec: 700)
        )
        setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
        for writer in (first + 1)..<(first + threadCount) { startThread(writer, burst) }
        pthread_sigmask(SIG_UNBLOCK, &alarm, nil)
        write(first, burst)
    }

    private static func startThread(_ writer: Int, _ burst: Int) {
        var thread = pthread_t()
        let box = UnsafeMutablePointer<Int>.allocate(capacity: 2)
        box[0] = writer
        box[1] = burst
        pthread_create(
            &thread,
            nil,
            { argument in
                let box = argument?.assumingMemoryBound(to: Int.self)
                Torture.write(box?[0] ?? 0, box?[1] ?? 1)
            },
            box
        )
    }

    /// Emits for ever, moving between the processors.
    static func write(_ writer: Int, _ burst: Int) -> Never {
        var round = 0
        while true {
            for _ in 0..<burst { emit(writer) }
            round += 1
            if round % 16 == 0 { migrate(round / 16) }
            if round % 64 == 2 { emitTooBig(writer) }
            usleep(300)
        }
    }

    private static func migrate(_ round: Int) {
        let count = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let cpu = round % (count + 1)
        // Every now and then all processors are allowed again.
        torture_run_on(cpu == count ? UInt.max : 1 << UInt(cpu))
    }
}

/// A small generator, so that a seed repeats a run's decisions.
struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
