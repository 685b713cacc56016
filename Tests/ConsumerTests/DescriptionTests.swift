// SPDX-License-Identifier: Apache-2.0

import RingBuffer
import SideDescription
import SystemCalls
import Testing
import TraceModel

@testable import Consumer
@testable import RingRecovery

@Suite("The definitions of a channel")
struct DescriptionTests {
    private func definitions() throws -> [UInt8] {
        let channel = try Channel()
        let offset = channel.owner.geometry.definitionsFileOffset
        return Array(try channel.bytes()[offset..<(offset + channel.definitions.byteCount)])
    }

    @Test("are read as they were written")
    func roundTrip() throws {
        let found = try #require(ChannelDescription(decoding: try definitions()))
        var expected = Channel.description
        expected.events[1] = Channel.event
        #expect(found == expected)
        #expect(found.problems.isEmpty)
    }

    @Test("say what is wrong with an event, and keep the others")
    func damagedEvent() throws {
        let bytes = try definitions()
        let magic = Array("PLUMEEV1".utf8)
        let place = try #require(
            (0..<(bytes.count - 8)).first { Array(bytes[$0..<($0 + 8)]) == magic }
        )
        var changed = bytes
        changed[place] = 0
        let found = try #require(ChannelDescription(decoding: changed))
        #expect(found.events.isEmpty)
        #expect(found.problems.count == 1)
        #expect(found.problems.first?.contains("event 1") == true)
    }

    @Test("pass over unknown kinds, and know nothing without a trace")
    func unknownKinds() throws {
        let bytes = try definitions()
        let unknown: [UInt8] = [99, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0]
        #expect(ChannelDescription(decoding: unknown + bytes)?.events.count == 1)
        #expect(ChannelDescription(decoding: unknown) == nil)
        #expect(ChannelDescription(decoding: []) == nil)
    }

    @Test("never trap, wherever they are cut or changed")
    func hostile() throws {
        let bytes = try definitions()
        for count in 0..<bytes.count { _ = ChannelDescription(decoding: Array(bytes[..<count])) }
        var random = SmallRandom(state: UInt64.random(in: 1 ... .max))
        var understood = 0
        for _ in 0..<5_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                changed[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            if ChannelDescription(decoding: changed) != nil { understood += 1 }
        }
        #expect(understood > 0)
    }
}
