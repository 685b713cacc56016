// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Threads that work side by side and end together.
public enum Threads {
    private final class Work {
        let body: @Sendable (Int) -> Void
        let number: Int

        init(_ number: Int, _ body: @escaping @Sendable (Int) -> Void) {
            self.number = number
            self.body = body
        }
    }

    /// How many CPUs are online (`sysconf`).
    public static func usableCPUCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Runs a function on several threads, the calling one among them, and waits for all.
    ///
    /// Where no further thread can be made, the calling thread does the work of all.
    public static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        var threads: [pthread_t] = []
        for number in 1..<max(count, 1) {
            var thread = pthread_t()
            // SAFETY: the new thread takes over the reference which is retained here.
            let work = unsafe Unmanaged.passRetained(Work(number, body)).toOpaque()
            let status = unsafe pthread_create(
                &thread,
                nil,
                { argument in
                    guard let argument = unsafe argument else { return nil }
                    // SAFETY: the argument is the reference that was retained for this thread.
                    let work = unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                    work.body(work.number)
                    return nil
                },
                work
            )
            if status == 0 {
                threads.append(thread)
            } else {
                // SAFETY: no thread was made, so the reference is still ours.
                unsafe Unmanaged<Work>.fromOpaque(work).release()
            }
        }
        body(0)
        for thread in threads { pthread_join(thread, nil) }
    }
}
