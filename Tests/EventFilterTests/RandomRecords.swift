// SPDX-License-Identifier: Apache-2.0

import SideDescription

/// Makes records of the sample event with other values.
struct RandomRecords {
    var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// A record.
    mutating func next() -> SampleRecord {
        var values: [SampleValue] = []
        for field in SampleEvent.description.fields { values.append(value(field.type)) }
        return SampleRecord(
            description: SampleEvent.description,
            values: values,
            process: UInt32.random(in: 0...9, using: &generator),
            thread: UInt32.random(in: 0...9, using: &generator)
        )
    }

    private mutating func value(_ type: SideType) -> SampleValue {
        switch type.kind {
        case .bool: .integer(Int128.random(in: 0...1, using: &generator))
        case .integer(let bits, let isSigned): .integer(number(Int(bits), isSigned))
        case .enumeration(let bits, let isSigned, _): .integer(number(Int(bits), isSigned))
        case .float: .floating(generator.pick([0, -0.0, 0.5, 1.5, -7, 42, 1e300, .infinity, .nan]))
        case .string:
            .text(generator.pick(["", "GET", "a", "ab", "a*b", "aab", "beta", "worker-1", "aXb"]))
        case .bytes: SampleEvent.letters(generator.pick(["", "GET", "a*b", "a\0b"]))
        case .array(let element): .array(elements(element))
        case .optional(let wrapped): generator.once(in: 3) ? .absent : value(wrapped)
        case .structure(let fields): .structure(members(fields))
        case .fixedArray, .bitmap, .variant:
            // The sample event has none of them; LayoutTests go over them.
            preconditionFailure("not in the sample event")
        }
    }

    private mutating func elements(_ type: SideType) -> [SampleValue] {
        var elements: [SampleValue] = []
        for _ in 0..<Int.random(in: 0...4, using: &generator) { elements.append(value(type)) }
        return elements
    }

    private mutating func members(_ fields: [SideField]) -> [SampleValue] {
        var members: [SampleValue] = []
        for field in fields { members.append(value(field.type)) }
        return members
    }

    /// A number with all its bits, or a small one such as expressions have.
    private mutating func number(_ bits: Int, _ isSigned: Bool) -> Int128 {
        let small = generator.pick([0, 1, 2, 7, 42, 63, 64, 97] as [Int128])
        let value =
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: Int128(truncatingIfNeeded: UInt128.random(in: 0 ... .max, using: &generator))
            case 1: isSigned ? -small : small
            default: small
            }
        if bits == 128 { return value }
        let mask = (Int128(1) << Int128(bits)) - 1
        let low = value & mask
        return isSigned && low >> Int128(bits - 1) == 1 ? low - mask - 1 : low
    }
}
