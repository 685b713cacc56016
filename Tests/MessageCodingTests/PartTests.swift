// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MessageCoding

@Suite("Messages in parts")
struct PartTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private static func bytes(_ count: Int) -> [UInt8] {
        // The first byte is the kind of a message, and not that of a part.
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    private static func part(of size: Int, _ bytes: [UInt8]) -> [UInt8] {
        var encoder = MessageEncoder(kind: MessageParts.kind)
        encoder.put(UInt32(size))
        encoder.putRest(bytes)
        return encoder.bytes
    }

    @Test(
        "are joined again, whatever their size",
        arguments: [0, 1, 65_535, 65_536, 65_537, 131_062, 131_063, 1 << 20, 4 << 20]
    )
    func sizes(size: Int) throws {
        let message = Self.bytes(size)
        let packets = MessageParts.split(message)
        #expect(packets.allSatisfy { $0.count <= MessageParts.maximumPacketBytes })
        var assembler = MessageAssembler()
        for packet in packets.dropLast() { #expect(try assembler.take(packet) == nil) }
        #expect(try assembler.take(try #require(packets.last)) == message)
        // The next message begins anew.
        #expect(try assembler.take([7]) == [7])
    }

    @Test("may be cut anywhere")
    func randomCuts() throws {
        var generator = Generator(state: 17)
        for _ in 0..<200 {
            let message = Self.bytes(Int.random(in: 1...200_000, using: &generator))
            var assembler = MessageAssembler()
            var rest = message[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...min(rest.count, 65_000), using: &generator)
                let joined = try assembler.take(
                    Self.part(of: message.count, Array(rest.prefix(count)))
                )
                rest = rest.dropFirst(count)
                #expect(joined == (rest.isEmpty ? message : nil))
            }
        }
    }

    @Test("that do not belong together are refused")
    func hostile() throws {
        let limit = MessageParts.maximumMessageBytes
        let wrong: [[[UInt8]]] = [
            // Cut short, empty, for ever empty.
            [[255]], [[255, 1, 0]], [Self.part(of: 0, [])], [Self.part(of: 5, [])],
            // Too long, alone and together.
            [Self.part(of: limit + 1, [1])], [Self.part(of: 2, [1, 2, 3])],
            [Self.part(of: 3, [1, 2]), Self.part(of: 3, [1, 2])],
            // Of another size, and a message in between.
            [Self.part(of: 9, [1]), Self.part(of: 8, [1])],
            [Self.part(of: 9, [1]), [3, 0, 0, 0, 0]],
        ]
        for packets in wrong {
            var assembler = MessageAssembler()
            #expect(throws: MessageError.self) {
                for packet in packets { _ = try assembler.take(packet) }
            }
        }
    }

    @Test("that are random neither trap nor grow")
    func randomPackets() {
        var generator = Generator(state: 4)
        for _ in 0..<2_000 {
            var assembler = MessageAssembler()
            for _ in 0..<8 {
                var packet: [UInt8] = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                if Bool.random(using: &generator), !packet.isEmpty { packet[0] = 255 }
                guard let message = try? assembler.take(packet) else { continue }
                #expect(message.count <= 8 * 40)
            }
        }
    }
}
