// SPDX-License-Identifier: Apache-2.0

import Glibc
import SideRuntime

// This program has the SIDE runtime inside, and loads an instrumented C library that comes with
// libside.so.0: two-runtimes LIBRARY. Both must be one: what the library registers is seen here.

/// The library's event, while there is one.
nonisolated(unsafe) var loaded: UnsafeMutableRawPointer?
/// How often it was emitted.
nonisolated(unsafe) var calls = 0

func check(_ condition: Bool, _ what: String) {
    if condition { return }
    fputs("not so: \(what)\n", stderr)
    exit(1)
}

@main
struct TwoRuntimes {
    static func main() {
        let listener = registerNotification(
            { kind, events, count, _ in
                for index in 0..<Int(count) {
                    guard let events, let event = events[index] else { continue }
                    let name = event.load(fromByteOffset: 40, as: UnsafePointer<CChar>.self)
                    if String(cString: name) == "loaded" { loaded = kind == 0 ? event : nil }
                }
            },
            nil
        )
        check(listener != nil, "there is a runtime")
        let library = dlopen(CommandLine.arguments[1], RTLD_NOW | RTLD_LOCAL)
        check(library != nil, "the library can be loaded")
        check(loaded != nil, "the library's event is known to the program's runtime")
        let status = registerCallback(loaded, { _, _, _, _ in calls += 1 }, nil, 0)
        check(status == 0, "the event takes a callback")
        let emit = unsafeBitCast(
            dlsym(library, "library_emit"),
            to: (@convention(c) () -> Int32).self
        )
        check(emit() == 1 && calls == 1, "the library's call gets to the program's callback")
        let other = dlopen("libside.so.0", RTLD_NOW | RTLD_NOLOAD)
        check(other != nil, "the library came with the other runtime")
        var key: UInt64 = 0
        var next: UInt64 = 0
        let requestOther = unsafeBitCast(
            dlsym(other, "side_tracer_request_key"),
            to: (@convention(c) (UnsafeMutablePointer<UInt64>?) -> UInt32).self
        )
        check(requestKey(&key) == 0 && requestOther(&next) == 0, "there are keys")
        check(next == key + 1, "both runtimes give the same keys")
        if let library { dlclose(library) }
        check(loaded == nil, "the program's runtime is told that the event goes")
        print("one runtime")
    }
}
