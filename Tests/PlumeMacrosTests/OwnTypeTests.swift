// SPDX-License-Identifier: Apache-2.0

#if Macros
import PlumeMacros
import Testing

@testable import Tracer

extension EmissionTests {
    @Suite("Fields of the program's own types")
    struct OwnTypeTests {
        @Test("are recorded as their types say")
        func owned() throws {
            let payload = try unsafe Recording.one(of: _plume_owned.event.state) {
                PlumeMacrosTests.owned(
                    id: 0x201,
                    phase: .busy,
                    verb: .get,
                    place: Outer.Place(x: -1, name: "abc".dropFirst()),
                    size: 5,
                    phases: [.idle, .busy]
                )
            }
            var expected: [UInt8] = [1, 2, 1, 1] + Array("GET\0".utf8) + [0xFF, 0xFF]
            expected += Array("bc\0".utf8) + [5, 0, 0, 0, 2, 0, 0, 0, 0, 1]
            #expect(payload.fields == padded(expected))
        }

        @Test("of compounds that are known by their names are in the section of the file")
        func collected() throws {
            let payload = try unsafe Recording.one(of: &_plume_collected.state) {
                PlumeMacrosTests.collected(
                    words: ["a", "bc"],
                    counts: ["k": 7],
                    rows: [[1], []],
                    deep: .some(nil)
                )
            }
            var expected: [UInt8] = [2, 0, 0, 0] + Array("a\0bc\0".utf8)
            expected += [1, 0, 0, 0] + Array("k\0".utf8) + [7]
            expected += [2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
            #expect(payload.fields == padded(expected))
            let events = try SectionEvents.inFile()
            let event = try #require(events.first { $0.name == "collected" })
            #expect(
                event.fields.map(\.type) == [
                    [String].sideType, [String: UInt8].sideType, [[UInt8]].sideType,
                    Int8??.sideType,
                ]
            )
            #expect(!events.contains { $0.name == "owned" })
        }

        @Test("are not evaluated while nobody records")
        func lazy() throws {
            var count = 0
            func next() -> Phase {
                count += 1
                return .busy
            }
            #trace(Owner.moved(next()))
            Owner().once(next)
            #expect(count == 0)
            let payload = try unsafe Recording.one(of: Owner._plume_moved.event.state) {
                #trace(Owner.moved(next()))
            }
            #expect(payload.fields == padded([1]))
            #expect(count == 1)
        }
    }
}
#endif
