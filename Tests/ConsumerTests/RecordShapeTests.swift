// SPDX-License-Identifier: Apache-2.0

import Bytes
import SideDescription
import Testing

@testable import Consumer

@Suite("The shapes of records")
struct RecordShapeTests {
    private var random = SmallRandom(state: 0x5DEE_CE66_D123)

    /// A random type and the bytes of one value of it.
    private mutating func value(_ depth: Int) -> (SideType, [UInt8]) {
        let choice = Int.random(in: 0..<(depth > 0 ? 11 : 5), using: &random)
        switch choice {
        case 0: return (SideType(.bool), [1])
        case 1:
            let bytes = 1 << Int.random(in: 0..<4, using: &random)
            return (integer(bytes), filler(bytes))
        case 2: return (SideType(.float(bits: 64)), filler(8))
        case 3:
            let count = Int.random(in: 0..<40, using: &random)
            return (SideType(.string), filler(count) + [0])
        case 4:
            let count = Int.random(in: 0..<20, using: &random)
            return (SideType(.bytes(mediaType: "")), counter(count) + filler(count))
        case 5:
            let (type, element) = value(depth - 1)
            let count = Int.random(in: 0..<4, using: &random)
            return (SideType(.array(type)), counter(count) + repeated(element, count))
        case 6:
            let (type, element) = value(depth - 1)
            let count = Int.random(in: 0..<4, using: &random)
            return (
                SideType(.fixedArray(type, count: UInt32(count))), repeated(element, count)
            )
        case 7:
            let (type, bytes) = value(depth - 1)
            let isPresent = Bool.random(using: &random)
            return (SideType(.optional(type)), isPresent ? [1] + bytes : [0])
        case 8, 9:
            let members = (0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth - 1) }
            return (
                SideType(.structure(members.map { SideField("m", $0.0) })), members.flatMap(\.1)
            )
        default:
            return variant(depth)
        }
    }

    private mutating func variant(_ depth: Int) -> (SideType, [UInt8]) {
        let options = (0..<3).map { _ in value(depth - 1) }
        let chosen = Int.random(in: 0..<3, using: &random)
        let bytes = 1 << Int.random(in: 0..<4, using: &random)
        let isSigned = Bool.random(using: &random)
        let base: Int64 = isSigned ? -7 : 3
        let number = base + 2 * Int64(chosen) + Int64.random(in: 0...1, using: &random)
        let selector = (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        let type = SideType(
            .variant(
                selector: SideType(.integer(bits: UInt16(bytes * 8), isSigned: isSigned)),
                options: options.enumerated().map { index, option in
                    let first = base + 2 * Int64(index)
                    return SideVariantOption(first...first + 1, option.0)
                }
            )
        )
        return (type, selector + options[chosen].1)
    }

    private func integer(_ bytes: Int) -> SideType {
        SideType(.integer(bits: UInt16(bytes * 8), isSigned: false))
    }

    private func filler(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x41, count: count) }

    private func counter(_ count: Int) -> [UInt8] { [UInt8(count), 0, 0, 0] }

    private func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        (0..<count).flatMap { _ in bytes }
    }

    private func header(_ id: UInt8) -> [UInt8] { [id, 0, 9, 0, 0, 0, 0, 0] }

    @Test("end where the fields end, whatever the types, and nowhere when bytes are missing")
    mutating func ends() throws {
        var shapes = RecordShapes()
        for round in 0..<3_000 {
            let id = UInt8(1 + round % 50)
            let contexts = (0..<round % 3).map { _ in value(1) }
            let fields = (0..<Int.random(in: 0..<5, using: &random)).map { _ in value(3) }
            let event = SideEventDescription(
                provider: "p",
                name: "e",
                logLevel: .info,
                fields: fields.map { SideField("f", $0.0) }
            )
            shapes.define(id: UInt16(id), event, contexts: contexts.map { SideField("c", $0.0) })
            let identity: [UInt8] = [5, 1, 0, 0, 6, 0, 0, 0]
            let record =
                filler(3) + header(id) + contexts.flatMap(\.1) + identity + fields.flatMap(\.1)
            let found = (record + filler(9)).withRawSpan {
                RecordWalk.record(at: 3, of: $0, shapes)
            }
            try #require(found?.end == record.count, "\(event)")
            #expect(found?.id == Int(id) && found?.time == 9)
            let process = record.withRawSpan { bytes in
                found.flatMap { RecordWalk.process(of: $0, at: 3, of: bytes, shapes) }
            }
            #expect(process == 0x105)
            for end in [record.count - 1, 3 + Int.random(in: 0..<record.count - 3, using: &random)]
            {
                let cut = Array(record[..<end]).withRawSpan {
                    RecordWalk.record(at: 3, of: $0, shapes)
                }
                #expect(cut == nil, "\(event)")
            }
        }
    }

    @Test("are none of numbers that no event has, and of values that choose no option")
    func unknown() {
        var shapes = RecordShapes()
        let option = SideVariantOption(2...3, SideType(.bool))
        let event = SideEventDescription(
            provider: "p",
            name: "e",
            logLevel: .info,
            fields: [SideField("f", SideType(.variant(selector: integer(1), options: [option])))]
        )
        shapes.define(id: 7, event)
        for (id, selector, isRecord) in [(7, 2, true), (7, 4, false), (6, 2, false), (8, 2, false)]
        {
            let bytes = header(UInt8(id)) + filler(8) + [UInt8(selector), 1]
            let record = bytes.withRawSpan { RecordWalk.record(at: 0, of: $0, shapes) }
            #expect((record != nil) == isRecord, "\(id) \(selector)")
        }
    }

    @Test("of counts and sizes that no memory holds end nowhere")
    func huge() {
        var shapes = RecordShapes()
        let row = SideType(.fixedArray(integer(8), count: .max))
        let table = SideType(.fixedArray(row, count: .max))
        let nothing = SideType(.fixedArray(SideType(.string), count: 0))
        let much = SideType(.fixedArray(nothing, count: .max))
        let wide = SideType(.structure([SideField("m", much), SideField("n", table)]))
        for (id, type) in [(1, table), (2, SideType(.array(table))), (3, wide)] {
            let event = SideEventDescription(
                provider: "p",
                name: "e",
                logLevel: .info,
                fields: [SideField("f", type)]
            )
            shapes.define(id: UInt16(id), event)
            let bytes = header(UInt8(id)) + filler(8) + [UInt8](repeating: 0xFF, count: 64)
            #expect(bytes.withRawSpan { RecordWalk.record(at: 0, of: $0, shapes) } == nil)
        }
    }
}
