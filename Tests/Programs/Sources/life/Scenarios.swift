// SPDX-License-Identifier: Apache-2.0

import CLife
import Glibc
import Plume

/// Constructors before main, hooks at the end, a detached thread that never ends.
func early() {
    atexit { emit(7) }
    var thread = pthread_t()
    pthread_create(&thread, nil, { _ in while true { pause() } }, nil)
    pthread_detach(thread)
    emit(2)
}

/// How many descriptors the program sees of its own.
func descriptorCount() -> Int {
    (0..<256).filter { fcntl(Int32($0), F_GETFD) >= 0 }.count
}

func descriptors() {
    emit(4)
    print("descriptors \(descriptorCount())")
    report()
}

/// Closes everything, then uses the free numbers; whoever kept one would read or write here.
func closeAll() {
    emit(5)
    life_close_all()
    var pipes: [[Int32]] = []
    for _ in 0..<16 {
        var ends: [Int32] = [-1, -1]
        check(pipe(&ends) == 0, 50)
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        pipes.append(ends)
    }
    check(pipes[0] == [0, 1], 51)
    for (index, ends) in pipes.enumerated() {
        var byte = UInt8(index)
        check(write(ends[1], &byte, 1) == 1, 52)
    }
    emit(5)
    later(1)
    emitted += 1
    usleep(50_000)
    for (index, ends) in pipes.enumerated() {
        var bytes = [UInt8](repeating: 255, count: 64)
        check(read(ends[0], &bytes, 64) == 1 && bytes[0] == UInt8(index), 53)
        check(close(ends[0]) == 0 && close(ends[1]) == 0, 54)
    }
    report()
}

/// Takes every descriptor there is, then describes an event.
func exhaust() {
    emit(5)
    var limit = rlimit(rlim_cur: 64, rlim_max: 64)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    var taken: [Int32] = []
    while case let number = dup(0), number >= 0 { taken.append(number) }
    check(taken.count > 40, 55)
    later(1)
    emit(5)
    emitted += 1
    for number in taken { close(number) }
    report()
}

func forkOnce() {
    emit(5)
    child {
        emit(6)
        child { emit(7) }
    }
    emit(5)
    report()
}

/// The child only says that it lives by what it inherited, and lives long enough to be seen.
func forkLater() {
    emit(5)
    child {
        later(1)
        emitted += 1
        usleep(100_000)
    }
    report()
}

func forkMany() {
    emit(5)
    for _ in 0..<100 { child { emit(1) } }
    report()
}

func forkWhileOthersTrace() {
    // A global that another thread is initialising during a fork stays so in the child for ever,
    // traced or not: it is Swift's rule and not what is tested here.
    emit(5)
    var threads: [pthread_t] = []
    for _ in 0..<2 {
        var thread = pthread_t()
        pthread_create(
            &thread,
            nil,
            { _ in
                for number in 0..<2_000 {
                    step(UInt32(10_000 + number))
                    if number % 50 == 0 { usleep(100) }
                }
                return nil
            },
            nil
        )
        threads.append(thread)
    }
    for _ in 0..<20 {
        child {
            later(1)
            emit(3)
            emitted += 1
        }
    }
    for thread in threads { pthread_join(thread, nil) }
    emitted += 4_000
    report()
}

func forkInHandler() {
    emit(5)
    signal(SIGALRM) { _ in
        child { emit(3) }
    }
    for _ in 0..<20 {
        raise(SIGALRM)
        emit(1)
    }
    report()
}

/// Nanoseconds of the cheapest fork with a child that ends at once.
func forkTime() {
    emit(1)
    var best = UInt64.max
    for _ in 0..<200 {
        let begin = nanosecondsNow()
        let id = life_fork()
        if id == 0 { _exit(0) }
        let forked = nanosecondsNow() - begin
        _ = life_wait(id)
        best = min(best, forked)
    }
    print("fork \(best)")
    report()
}

/// Emits once somebody records.
func awaitRecording() {
    print("ready \(getpid())")
    fflush(nil)
    // Arguments are evaluated when an event is recorded.
    var isRecorded = false
    func first() -> UInt32 {
        isRecorded = true
        emitted += 1
        return 0
    }
    while !isRecorded {
        usleep(1_000)
        later(first())
    }
    emit(1_000)
    report()
}

/// A child waits for a recording, after another one that ended at once.
func awaitRecordingInChild() {
    child {}
    child(awaitRecording)
    report()
}

/// Says how many threads each of forty children has that end at once.
func countThreadsOfChildren() {
    for _ in 0..<40 {
        child {
            var text = [UInt8](repeating: 0, count: 4_096)
            let file = open("/proc/self/stat", O_RDONLY)
            let count = read(file, &text, text.count)
            let fields =
                String(decoding: text.prefix(max(count, 0)), as: UTF8.self)
                .split(separator: ")").last?.split(separator: " ") ?? []
            print("threads \(fields.count > 17 ? fields[17] : "?")")
            fflush(nil)
        }
    }
}

/// Emits more than the buffers hold once the file `TALLY.go` is there.
func flood() {
    emit(5)
    print("ready")
    fflush(nil)
    while access(tallyPath + ".go", F_OK) != 0 { usleep(1_000) }
    emit(200_000)
    report()
}

func nanosecondsNow() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

typealias EmitFunction = @convention(c) (UInt32) -> Void

/// The function of the library beside this program, loaded by the first call.
nonisolated(unsafe) var libraryEmit: EmitFunction?

/// Loads and unloads an instrumented library while another thread uses its events.
func useLibrary() {
    emit(5)
    let folder = CommandLine.arguments[0].split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/libLifeLibrary.so"
    var thread = pthread_t()
    for round in 0..<5 {
        guard let library = dlopen(path, RTLD_NOW), let symbol = dlsym(library, "life_library_emit")
        else { exit(60) }
        libraryEmit = unsafeBitCast(symbol, to: EmitFunction.self)
        libraryEmit?(1)
        emitted += 1
        if round == 0 {
            let status = pthread_create(
                &thread,
                nil,
                { _ in
                    for number in 0..<2_000 {
                        libraryEmit?(UInt32(number))
                        if number % 20 == 0 { usleep(100) }
                    }
                    return nil
                },
                nil
            )
            check(status == 0, 61)
        }
        dlclose(library)
        usleep(1_000)
    }
    pthread_join(thread, nil)
    emitted += 2_000
    report()
}
