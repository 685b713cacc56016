// SPDX-License-Identifier: Apache-2.0

#if Macros
import PlumeMacros
import PlumeMacrosFixtures
import Testing

extension EmissionTests {
    @Suite("Lazy arguments")
    struct LazyArgumentTests {
        /// Counts how often an argument is evaluated.
        private final class Counter {
            private(set) var count = 0

            func next() -> Int {
                count += 1
                return count
            }
        }

        @Test("are not evaluated while nobody records")
        func disabled() {
            let counter = Counter()
            #trace(Namespace.inside(key: "\(counter.next())"))
            #trace(accepted(port: UInt16(counter.next()), peer: ""))
            Namespace.useInside { "\(counter.next())" }
            PublicSpace.useSecret { counter.next() }
            OneShot(value: 1).emit { "\(counter.next())" }
            #event("macro-test", "local", ["number": counter.next() as Int])
            #expect(counter.count == 0)
        }

        @Test("of a tracepoint are evaluated once when somebody records")
        func enabledTracepoint() throws {
            let counter = Counter()
            let payload = try unsafe Recording.one(of: &Namespace._plume_inside.state) {
                Namespace.useInside { "k\(counter.next())" }
            }
            #expect(counter.count == 1)
            #expect(payload.fields == padded([0x6B, 0x31, 0]))
        }

        @Test("of a one-shot event are evaluated once when somebody records")
        func enabledEvent() throws {
            let counter = Counter()
            let state = try unsafe SectionEvents.state(of: "macro-test:once")
            let payload = try unsafe Recording.one(of: state) {
                OneShot(value: 3).emit { "t\(counter.next())" }
            }
            #expect(counter.count == 1)
            let expected: [UInt8] = [3, 0, 0, 0, 0, 0, 0, 0, 0x74, 0x31, 0, 0xFB]
            #expect(payload.fields == padded(expected + Array(repeating: 0xFF, count: 7) + [1]))
        }
    }
}
#endif
