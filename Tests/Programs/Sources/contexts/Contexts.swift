// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Plume

/// What the program itself finds out, by other means than the recorder, when it records an event.
let seen = Tracepoint(
    "contexts",
    "seen",
    Field<String>("step"),
    Field<Int32>("process"),
    Field<Int32>("thread"),
    Field<Int32>("parent"),
    Field<String>("thread_name"),
    Field<UInt32>("user"),
    Field<UInt32>("group"),
    Field<Int32>("niceness"),
    Field<UInt64>("uts_inode"),
    Field<String>("cgroup_path"),
    Field<String>("tenant_name"),
    Field<Int64>("load_value")
)

enum Request {
    @TaskLocal static var tenant: String?
}

nonisolated(unsafe) var load: Int64 = 0

func threadName() -> String {
    var bytes = [CChar](repeating: 0, count: 32)
    _ = getName(pthread_self(), &bytes, bytes.count)
    return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

func inode(_ path: String) -> UInt64 {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
}

func controlGroup() -> String {
    guard let file = fopen("/proc/self/cgroup", "r") else { return "" }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 4_096)
    while fgets(&line, Int32(line.count), file) != nil {
        let bytes = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("0::") { return String(text.dropFirst(3)) }
    }
    return ""
}

@inline(never)
func record(_ step: String) {
    seen(
        step,
        getpid(),
        gettid(),
        getppid(),
        threadName(),
        getuid(),
        getgid(),
        getpriority(__priority_which_t(0), 0),
        inode("/proc/thread-self/ns/uts"),
        controlGroup(),
        Request.tenant ?? "",
        load
    )
}

func waitFor(_ child: pid_t) {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
}

// What the C library has and its Swift module does not show.
@_silgen_name("fork") func forkProcess() -> pid_t
@_silgen_name("gettid") func gettid() -> pid_t
@_silgen_name("unshare") func unshare(_ flags: Int32) -> Int32
@_silgen_name("pthread_getname_np")
func getName(_ thread: pthread_t, _ name: UnsafeMutablePointer<CChar>, _ size: Int) -> Int32
@_silgen_name("pthread_setname_np")
func setName(_ thread: pthread_t, _ name: UnsafePointer<CChar>) -> Int32

/// CLONE_NEWUTS of sched.h.
let newHostNames: Int32 = 0x0400_0000

/// Records events in all the situations in which what a recorder remembers of its thread and
/// process would be wrong.
@main
struct Contexts {
    static func main() {
        RecordContext.register("shop:tenant", Request.$tenant)
        RecordContext.register("shop:load", integer: { load })
        if CommandLine.arguments.contains("after-exec") { return record("exec") }
        record("start")
        _ = setName(pthread_self(), "renamed")
        record("rename")
        load = -7
        Request.$tenant.withValue("acme") { record("task-local") }
        setpriority(__priority_which_t(0), 0, 3)
        record("nice")
        // Blocked instead of suspended: what follows has to run on this thread.
        let isDone = DispatchSemaphore(value: 0)
        Task.detached(priority: .low) {
            Request.$tenant.withValue("globex") { record("task") }
            isDone.signal()
        }
        isDone.wait()
        let other = forkProcess()
        if other == 0 { becomeAnotherProgram() }
        waitFor(other)
        let user = forkProcess()
        if user == 0 { becomeAnotherUser() }
        waitFor(user)
        record("end")
    }

    static func becomeAnotherProgram() -> Never {
        record("fork")
        if unshare(newHostNames) == 0 { record("namespace") }
        execv("/proc/self/exe", [strdup("contexts"), strdup("after-exec"), nil])
        _exit(1)
    }

    static func becomeAnotherUser() -> Never {
        setgid(12)
        setuid(34)
        record("user")
        _exit(0)
    }
}
