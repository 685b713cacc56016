// SPDX-License-Identifier: Apache-2.0

import CTFReader
import TraceModel

/// Makes random bytes into a data stream with right headers, so that decoding comes to the records.
struct StreamPatcher {
    let metadata: TraceMetadata
    let layouts: [String: BitLayout]
    var bytes: [UInt8]
    var random: RandomSource
    private var sizes: [(total: UInt64, content: UInt64)] = []

    init(
        _ metadata: TraceMetadata,
        layouts: [String: BitLayout],
        bytes: [UInt8],
        random: RandomSource
    ) {
        self.metadata = metadata
        self.layouts = layouts
        self.bytes = bytes
        self.random = random
    }

    /// Corrects the magic numbers, UUIDs and lengths, as far as they are found.
    mutating func patch() {
        let most = max(bytes.count / 3, 60)
        for _ in 0..<40 {
            let total = UInt64(random.number(40...most)) * 8
            let cut = UInt64(random.once(in: 2) ? 0 : random.number(0...30))
            sizes.append((total, total - cut))
        }
        let sizes = self.sizes
        for _ in 0..<12 {
            let before = bytes
            var packet = -1
            var changes: [(Element, UInt64)] = []
            var uuids: [UInt64] = []
            var lister = ElementLister(metadata, bytes) { element in
                switch element.content {
                case .packet: packet += 1
                case .blob where element.name == "uuid": uuids.append(element.offsetBits)
                case .bits:
                    if let value = Self.wanted(element.name, packet, sizes) {
                        changes.append((element, value))
                    }
                default: break
                }
            }
            try? lister.list()
            for (element, value) in changes { set(element, value) }
            for offset in uuids { setUUID(offset) }
            if bytes == before { break }
        }
    }

    /// What a field in the header or context of a packet must be.
    private static func wanted(
        _ name: String?,
        _ packet: Int,
        _ sizes: [(total: UInt64, content: UInt64)]
    ) -> UInt64? {
        switch name?.split(separator: "-").first {
        case "magic": 0xC1FC_1FC1
        case "class": 0
        case "total": sizes[packet % sizes.count].total
        case "content": sizes[packet % sizes.count].content
        default: nil
        }
    }

    private mutating func setUUID(_ offset: UInt64) {
        let first = Int(offset / 8)
        guard let uuid = metadata.uuid, first + 16 <= bytes.count else { return }
        for (index, byte) in uuid.bytes.enumerated() { bytes[first + index] = byte }
    }

    private mutating func set(_ element: Element, _ value: UInt64) {
        guard case .bits(let kind, let bits) = element.content else { return }
        if case .variableLengthInteger = kind {
            // As many groups as there are.
            let groups = bits.elements.count / 7
            for group in 0..<groups {
                let index = Int(element.offsetBits / 8) + group
                let part = group < 9 ? UInt8(value >> UInt64(7 * group) & 0x7F) : 0
                bytes[index] = part | (group == groups - 1 ? 0 : 0x80)
            }
            return
        }
        guard let layout = element.name.flatMap({ layouts[$0] }) else { return }
        for number in 0..<layout.lengthBits {
            let place = element.offsetBits + UInt64(number)
            let significance =
                layout.bitOrder == .firstToLast ? number : layout.lengthBits - 1 - number
            let isSet = significance < 64 && value >> UInt64(significance) & 1 == 1
            let shift =
                layout.byteOrder == .littleEndian ? UInt8(place % 8) : 7 - UInt8(place % 8)
            bytes[Int(place / 8)] &= ~(1 << shift)
            if isSet { bytes[Int(place / 8)] |= 1 << shift }
        }
    }
}
