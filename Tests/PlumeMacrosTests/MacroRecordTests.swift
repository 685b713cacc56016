// SPDX-License-Identifier: Apache-2.0

#if Macros
import CPlume
import PlumeMacros
import PlumeMacrosFixtures
import Testing

extension EmissionTests {
    @Suite("Tracepoints made by macros")
    struct MacroRecordTests {
        @Test("write the bytes that their description says")
        func bytes() throws {
            let payload = try unsafe Recording.one(of: &_plume_everything.state) {
                everything(
                    size: 3,
                    state: 1,
                    single: 1.5,
                    double: -2.5,
                    flag: true,
                    text: "grüße\0hidden",
                    literal: "lit",
                    body: Bytes([9, 8]),
                    numbers: [5, 6],
                    present: 7,
                    absent: nil
                )
            }
            var expected: [UInt8] = [3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
            expected += [0, 0, 0xC0, 0x3F, 0, 0, 0, 0, 0, 0, 0x04, 0xC0, 1]
            expected += Array("grüße".utf8) + [0] + Array("lit".utf8) + [0]
            expected += [2, 0, 0, 0, 9, 8, 2, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0, 1, 7, 0, 0, 0, 0]
            #expect(payload.fields == padded(expected))
            #expect(payload.identity == plume_get_thread_identity())
        }

        @Test("write integers of every width")
        func integerBytes() throws {
            let payload = try unsafe Recording.one(of: &_plume_integers.state) {
                integers(
                    a: -2,
                    b: .min,
                    c: -3,
                    d: .max,
                    e: -1 << 100,
                    f: 200,
                    g: 0x1234,
                    h: 0x1234_5678,
                    i: .max - 1,
                    j: UInt128(1) << 127 | 5,
                    k: -1,
                    l: 6
                )
            }
            var expected =
                little(Int8(-2)) + little(Int16.min) + little(Int32(-3)) + little(Int64.max)
            expected += little(Int128(-1) << 100) + [200, 0x34, 0x12, 0x78, 0x56, 0x34, 0x12]
            expected += little(UInt64.max - 1) + little(UInt128(1) << 127 | 5)
            expected += little(-1) + little(UInt(6))
            #expect(payload.fields == padded(expected))
        }

        @Test("need neither fields nor an ordinary name")
        func unusual() throws {
            #expect(try unsafe Recording.one(of: &_plume_empty.state) { empty() }.fields == [])
            let payload = try unsafe Recording.one(of: &`_plume_unusual name`.state) {
                `unusual name`(in: 1, repeat: 2, 3)
            }
            #expect(payload.fields == padded([1, 2, 3]))
        }

        @Test("belong to actors and types")
        @MainActor
        func isolatedPlaces() async throws {
            let payload = try unsafe Recording.one(of: &_plume_isolated.state) {
                isolated(value: 9)
            }
            #expect(payload.fields == padded([9]))
            let worker = Worker()
            await worker.work()
        }

        @Test("are called, lazily too, from other modules")
        func otherModules() throws {
            let acceptedState = try unsafe SectionEvents.state(of: "macro-fixtures:accepted")
            let direct = try unsafe Recording.one(of: acceptedState) {
                accepted(port: 80, peer: "p")
            }
            #expect(direct.fields == padded([80, 0, 0x70, 0]))
            let lazy = try unsafe Recording.one(
                of: SectionEvents.state(of: "macro-fixtures:closed")
            ) {
                #trace(PublicSpace.closed(reason: "end"))
            }
            #expect(lazy.fields == padded(Array("end".utf8) + [0]))
            let generic = try unsafe Recording.one(of: acceptedState) {
                useFromGenericCode(UInt16(0))
            }
            #expect(generic.fields == padded([2, 0] + Array("generic".utf8) + [0]))
        }

        @Test("follow the enabled word of their state, which counts tracers")
        func enabledWord() {
            var target = unsafe plume_target()
            #expect(!_plume_integers.isEnabled)
            unsafe withUnsafeMutablePointer(to: &target) { target in
                unsafe plume_event_set_targets(&_plume_integers.state, target)
                #expect(_plume_integers.isEnabled)
                #expect(unsafe _plume_integers.state.1 == 1)
                unsafe plume_event_set_targets(&_plume_integers.state, nil)
            }
            #expect(!_plume_integers.isEnabled)
            #expect(unsafe _plume_integers.state.1 == 0)
        }

        private func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
            (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
    }
}

/// Bytes and the zeros that fill a record up to a multiple of 8.
func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + Array(repeating: 0, count: (8 - bytes.count % 8) % 8)
}
#endif
