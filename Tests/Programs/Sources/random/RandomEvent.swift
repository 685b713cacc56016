// SPDX-License-Identifier: Apache-2.0

import Plume
import Tracer

/// A description at random, values of it, and what a trace should hold of them.
struct RandomEvent {
    private var random: Random
    /// What is to be recorded, as JSON for Tests/Side/random/compare.py.
    private(set) var expected = ""
    /// The values, in the order of the record.
    private var writes: [Write] = []

    private enum Write {
        case bytes([UInt8])
        case text(String)
        case list([UInt8])
    }

    init(_ random: Random) { self.random = random }

    /// Describes an event and makes its values.
    ///
    /// - Parameter number: tells its name from all others.
    /// - Returns: the event, and the generator for the next one.
    mutating func describe(_ number: Int) -> (EventHandle, Random) {
        let name = random.name([]) + "\(number)"
        let fields = structure(depth: 0)
        expected = "{\"name\":\(Random.quoted(name)),\"fields\":\(expected)}"
        let description = SideEventDescription(provider: "random", name: name, fields: fields)
        return (EventHandle(description), random)
    }

    /// Writes the values.
    func write(into writer: inout RecordWriter) {
        for write in writes {
            switch write {
            case .bytes(let bytes): for byte in bytes { writer.append(byte) }
            case .text(let text): writer.append(text)
            case .list(let bytes): writer.append(elementsOf: bytes)
            }
        }
    }

    private mutating func structure(depth: Int) -> [SideField] {
        var fields: [SideField] = []
        expected += "["
        for number in 0..<random.below(depth == 0 ? 7 : 4) {
            var name = random.name(fields.map(\.name))
            while name.isEmpty || fields.contains(where: { $0.name == name }) {
                name += "\(random.below(10))"
            }
            expected += (number == 0 ? "[" : ",[") + Random.quoted(name) + ","
            fields.append(SideField(name, type(depth: depth + 1)))
            expected += "]"
        }
        expected += "]"
        return fields
    }

    private mutating func type(depth: Int) -> SideType {
        let kind = random.below(depth < 6 ? 12 : 7)
        switch kind {
        case 0:
            let value = random.below(2)
            expected += "{\"t\":\"bool\",\"v\":\(value == 1)}"
            writes.append(.bytes([UInt8(value)]))
            return SideType(.bool)
        case 1: return float()
        case 2:
            let text = random.text()
            expected += "{\"t\":\"text\",\"v\":\(Random.quoted(text))}"
            writes.append(.text(text))
            return SideType(.string)
        case 3: return blob()
        case 4: return labelled(isBitmap: random.below(2) == 0)
        case 7:
            expected += "{\"t\":\"object\",\"v\":"
            let fields = structure(depth: depth)
            expected += "}"
            return SideType(.structure(fields))
        case 8, 9: return optional(depth: depth)
        case 10, 11: return elements(isFixed: kind == 10, depth: depth)
        default: return integer()
        }
    }
}

extension RandomEvent {
    private mutating func integer() -> SideType {
        let bits = UInt16(8) << UInt16(random.below(5))
        let isSigned = random.below(2) == 0
        let bytes = random.bytes(Int(bits) / 8)
        writes.append(.bytes(bytes))
        expected += "{\"t\":\"int\",\"size\":\(bits / 8),\"v\":\""
        expected += Random.decimal(bytes, isSigned: isSigned) + "\"}"
        return SideType(.integer(bits: bits, isSigned: isSigned))
    }

    private mutating func float() -> SideType {
        let bits = UInt16(16) << UInt16(random.below(4))
        let bytes = random.bytes(Int(bits) / 8)
        writes.append(.bytes(bytes))
        let digits = bytes.reversed().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        expected += "{\"t\":\"float\",\"size\":\(bits / 8),\"hex\":\"\(digits.joined())\"}"
        return SideType(.float(bits: bits))
    }

    private mutating func blob() -> SideType {
        let bytes = random.bytes(random.below(5))
        writes.append(.list(bytes))
        let values = bytes.map { "{\"t\":\"int\",\"size\":1,\"v\":\"\($0)\"}" }
        expected += "{\"t\":\"blob\",\"v\":[\(values.joined(separator: ","))]}"
        return SideType(.bytes(mediaType: random.text()))
    }

    private mutating func labelled(isBitmap: Bool) -> SideType {
        let bits = UInt16(8) << UInt16(random.below(4))
        let isSigned = !isBitmap && random.below(2) == 0
        let labels = (0..<random.below(5)).map { _ in
            let begin = Int64(random.below(8))
            let end = begin + Int64(random.below(8 - Int(begin)))
            return SideEnumerationLabel(random.name([]), begin...end)
        }
        let value = UInt8(random.below(isBitmap ? 256 : 10))
        writes.append(.bytes([value] + [UInt8](repeating: 0, count: Int(bits) / 8 - 1)))
        let names = labels.filter { label in
            isBitmap
                ? label.range.contains { value >> UInt8($0) & 1 == 1 }
                : label.range.contains(Int64(value))
        }
        let texts = names.map { Random.quoted($0.name) }.joined(separator: ",")
        expected += "{\"t\":\"\(isBitmap ? "flags" : "labels")\",\"size\":\(bits / 8),"
        expected += "\"v\":\"\(value)\",\"names\":[\(texts)]}"
        return SideType(
            isBitmap
                ? .bitmap(bits: bits, labels: labels)
                : .enumeration(bits: bits, isSigned: isSigned, labels: labels)
        )
    }

    private mutating func optional(depth: Int) -> SideType {
        let (isPresent, before) = (random.below(2) == 1, (expected, writes))
        writes.append(.bytes([isPresent ? 1 : 0]))
        expected += "{\"t\":\"some\",\"v\":"
        let wrapped = type(depth: depth + 1)
        expected += "}"
        if !isPresent {
            expected = before.0 + "{\"t\":\"none\"}"
            writes = before.1 + [.bytes([0])]
        }
        return SideType(.optional(wrapped))
    }

    /// All elements have the same values, because types and values are made together.
    private mutating func elements(isFixed: Bool, depth: Int) -> SideType {
        let count = random.below(4)
        let before = (expected, writes)
        (expected, writes) = ("", [])
        let element = type(depth: depth + 1)
        let isWrapped =
            switch element.kind {
            case .bytes, .array, .optional: true
            default: false
            }
        let one = isWrapped ? "{\"t\":\"object\",\"v\":[[\"value\",\(expected)]]}" : expected
        let list = [String](repeating: one, count: count).joined(separator: ",")
        expected = before.0 + "{\"t\":\"list\",\"v\":[\(list)]}"
        let head: [Write] = isFixed ? [] : [.bytes([UInt8(count), 0, 0, 0])]
        writes = before.1 + head + (0..<count).flatMap { _ in writes }
        return SideType(isFixed ? .fixedArray(element, count: UInt32(count)) : .array(element))
    }
}
