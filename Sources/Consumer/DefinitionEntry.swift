// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// The kinds of entries in the definitions of a channel; docs/abi/ring-buffer.md is their table.
enum DefinitionKind: UInt32 {
    case trace = 1
    case clock = 2
    case event = 3
    case channel = 4
    case contexts = 5
}

/// Writes the parts of an entry, little-endian and packed.
struct DefinitionEncoder {
    private(set) var bytes: [UInt8] = []

    mutating func put<Number: FixedWidthInteger>(_ number: Number) {
        for index in 0..<(Number.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }

    mutating func put(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

    /// A count of 4 bytes and the text.
    mutating func put(_ text: String) {
        let utf8 = Array(text.utf8)
        put(UInt32(clamping: utf8.count))
        bytes += utf8
    }
}

/// Reads the parts of an entry, which may be anything; nil where the bytes end too early.
struct DefinitionDecoder {
    private let bytes: [UInt8]
    private(set) var offset: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    mutating func take<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self
    ) -> Number? {
        guard Number.bitWidth / 8 <= end - offset else { return nil }
        defer { offset += Number.bitWidth / 8 }
        return bytes.span.load(at: offset, as: Number.self)
    }

    mutating func takeBytes(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= end - offset else { return nil }
        defer { offset += count }
        return Array(bytes[offset..<(offset + count)])
    }

    mutating func takeText() -> String? {
        guard let count = take(UInt32.self), let utf8 = takeBytes(Int(count)) else { return nil }
        return String(decoding: utf8, as: UTF8.self)
    }

    mutating func takeRest() -> [UInt8] { takeBytes(end - offset) ?? [] }
}
