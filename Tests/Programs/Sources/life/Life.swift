// SPDX-License-Identifier: Apache-2.0

import CLife
import Glibc
import Plume

// One way to live: `life SCENARIO TALLY`. Each process appends to the tally what it emitted.

let step = Tracepoint("life", "step", Field<UInt32>("number"))
let later = Tracepoint("life", "later", Field<UInt32>("number"))

nonisolated(unsafe) var emitted: UInt32 = 0
nonisolated(unsafe) var tallyPath = ""

func emit(_ count: Int = 1) {
    for _ in 0..<count {
        emitted += 1
        step(emitted)
    }
}

/// Appends "process count" with plain system calls.
func report() {
    let text = "\(getpid()) \(emitted)\n"
    let file = open(tallyPath, O_WRONLY | O_APPEND | O_CREAT, 0o644)
    _ = write(file, text, text.utf8.count)
    close(file)
}

/// Ends with a status that names what the program found wrong with its own world.
func check(_ condition: Bool, _ status: Int32) {
    if !condition { _exit(status) }
}

/// Runs a child that emits; the parent waits for it.
func child(_ body: () -> Void) {
    let id = life_fork()
    if id == 0 {
        emitted = 0
        body()
        report()
        exit(0)
    }
    check(life_wait(id) == 0, 40)
}

/// Called by a constructor.
@c(life_before_main)
public func beforeMain() {
    if CommandLine.arguments.dropFirst().first == "early" { emit(3) }
}

/// Called by a destructor.
@c(life_after_main)
public func afterMain() {
    if CommandLine.arguments.dropFirst().first == "early" {
        emit(5)
        tallyPath = CommandLine.arguments[2]
        report()
    }
}

@main
struct Life {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3, let body = scenarios[arguments[1]] else { exit(64) }
        tallyPath = arguments[2]
        body()
    }

    nonisolated(unsafe) static let scenarios: [String: () -> Void] = [
        "plain": {
            emit(10)
            report()
        },
        "early": early, "close": closeAll, "descriptors": descriptors, "exhaust": exhaust,
        "fork": forkOnce, "fork-many": forkMany, "fork-threads": forkWhileOthersTrace,
        "fork-signal": forkInHandler, "fork-later": forkLater, "fork-time": forkTime,
        "library": useLibrary, "flood": flood, "flood-child": { child(flood) },
        "await": awaitRecording, "await-child": awaitRecordingInChild,
        "children": countThreadsOfChildren,
        "vfork": {
            emit(5)
            check(life_vfork("/bin/true") == 0, 41)
            emit(5)
            report()
        },
        "clone": {
            emit(5)
            check(life_clone { for number in 0..<5 { step(UInt32(100 + number)) } } == 0, 42)
            emitted += 5
            report()
        },
        "daemon": {
            emit(5)
            report()
            check(daemon(1, 0) == 0, 43)
            emitted = 0
            emit(5)
            later(1)
            emitted += 1
            report()
        },
        "exec": {
            emit(4)
            report()
            var list: [UnsafeMutablePointer<CChar>?] = [
                strdup(CommandLine.arguments[0]), strdup("descriptors"), strdup(tallyPath), nil,
            ]
            execv("/proc/self/exe", &list)
        },
        "filter-start": {
            check(life_refuse_start() == 0, 44)
            var list: [UnsafeMutablePointer<CChar>?] = [
                strdup(CommandLine.arguments[0]), strdup("plain"), strdup(tallyPath), nil,
            ]
            execv("/proc/self/exe", &list)
        },
        "filter-later": {
            emit(5)
            check(life_refuse_later() == 0, 45)
            emit(5)
            later(1)
            emitted += 1
            report()
        },
        "memory": {
            emit(5)
            check(life_limit_address_space(1 << 20) == 0, 46)
            emit(500)
            report()
        },
        "chroot": {
            emit(5)
            let file = open(tallyPath, O_WRONLY | O_APPEND | O_CREAT, 0o644)
            check(chroot("/proc/self/fdinfo") == 0 && chdir("/") == 0, 47)
            emit(5)
            let text = "\(getpid()) \(emitted)\n"
            _ = write(file, text, text.utf8.count)
        },
        "wait": {
            emit(5)
            print("ready")
            fflush(nil)
            sleep(2)
            emit(5)
            later(1)
            report()
        },
    ]
}
