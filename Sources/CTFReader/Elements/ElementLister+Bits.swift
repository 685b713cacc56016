// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension ElementLister {
    /// An error at the current position.
    func stop(_ kind: ElementStop.Kind, _ problem: String) -> ElementStop {
        let offset = packetStart + position
        return ElementStop(kind: kind, offsetBits: offset, fieldBits: offset, problem: problem)
    }

    /// The error that the data says what is forbidden.
    func malformed(_ problem: String) -> ElementStop { stop(.malformed, problem) }

    /// The error that the data ends, though some bits are needed.
    func dataEnded(_ bits: UInt64) -> ElementStop {
        stop(
            .dataEnded,
            bits == 0
                ? "the data ends before the packet does"
                : "the data ends, but a field needs \(bits) more bits"
        )
    }

    /// Checks that a field of some bits can begin at the current position.
    func require(_ bits: UInt64) throws(ElementStop) {
        let (end, overflow) = position.addingReportingOverflow(bits)
        if let contentEnd = state.contentEnd, overflow || end > contentEnd {
            throw stop(
                .contentEnded,
                "a field of \(bits) bits would leave the content of the packet, which ends at bit"
                    + " \(contentEnd) of the packet"
            )
        }
        guard !overflow && end <= dataEnd else { throw dataEnded(bits) }
    }

    /// Moves the position forward to a multiple of an alignment.
    mutating func align(_ alignmentBits: Int) throws(ElementStop) {
        let alignment = UInt64(alignmentBits)
        let rest = position % alignment
        guard rest != 0 else { return }
        do throws(ElementStop) {
            try require(alignment - rest)
        } catch {
            // Padding is skipped as far as it goes.
            position = min(state.contentEnd ?? .max, dataEnd)
            throw stop(error.kind, error.problem)
        }
        position += alignment - rest
    }

    /// The bit at a position of the packet, in the order of some byte order.
    private func bit(_ place: UInt64, _ byteOrder: ByteOrder) -> Bool {
        let absolute = packetStart + place
        let index = Int(absolute / 8)
        let shift =
            switch byteOrder {
            case .littleEndian: absolute % 8
            case .bigEndian: 7 - absolute % 8
            }
        return bytes[index] >> UInt8(shift) & 1 == 1
    }

    /// Decodes a field of a fixed count of bits.
    mutating func decodeBits(_ layout: BitLayout) throws(ElementStop) -> BitSequence {
        try align(layout.alignmentBits)
        try require(UInt64(layout.lengthBits))
        if position % 8 != 0, let lastByteOrder, lastByteOrder != layout.byteOrder {
            throw malformed("one byte would hold bits of both byte orders")
        }
        var elements = [Bool](repeating: false, count: layout.lengthBits)
        for number in 0..<layout.lengthBits {
            let element =
                switch layout.bitOrder {
                case .firstToLast: number
                case .lastToFirst: layout.lengthBits - 1 - number
                }
            elements[element] = bit(position, layout.byteOrder)
            position += 1
        }
        lastByteOrder = layout.byteOrder
        return BitSequence(elements)
    }

    /// Decodes an integer in groups of 7 bits.
    mutating func decodeVariableLength() throws(ElementStop) -> BitSequence {
        try align(8)
        var elements: [Bool] = []
        while true {
            let byte = try decodeByte()
            for number in 0..<7 { elements.append(byte >> UInt8(number) & 1 == 1) }
            if byte & 0x80 == 0 { return BitSequence(elements) }
        }
    }

    private mutating func decodeByte() throws(ElementStop) -> UInt8 {
        try require(8)
        let byte = bytes[Int((packetStart + position) / 8)]
        position += 8
        return byte
    }

    /// Decodes the bytes of a text up to its first zero code unit and emits them.
    mutating func listTerminatedText(_ encoding: TextEncoding) throws(ElementStop) {
        let start = self
        var text: [UInt8] = []
        while true {
            var unit: [UInt8] = []
            do throws(ElementStop) {
                try require(UInt64(encoding.unitBytes) * 8)
                for _ in 0..<encoding.unitBytes { unit.append(try decodeByte()) }
            } catch {
                throw start.textStop(error, text)
            }
            text += unit
            if unit.allSatisfy({ $0 == 0 }) { break }
        }
        start.emit(.rawBytes(text, isText: true))
    }

    /// Decodes a given count of bytes and emits them.
    ///
    /// - Returns: the bytes.
    mutating func listBytes(_ count: UInt64, isText: Bool) throws(ElementStop) -> [UInt8] {
        let start = self
        let (bits, overflow) = count.multipliedReportingOverflow(by: 8)
        var decoded: [UInt8] = []
        do throws(ElementStop) {
            try require(overflow ? .max : bits)
        } catch {
            let rest = (dataEnd - position) / 8
            for _ in 0..<min(rest, count) where error.kind == .dataEnded {
                decoded.append(try decodeByte())
            }
            throw start.textStop(error, decoded)
        }
        for _ in 0..<count { decoded.append(try decodeByte()) }
        if !decoded.isEmpty { start.emit(.rawBytes(decoded, isText: isText)) }
        return decoded
    }

    /// The error that bytes which begin at the current position cannot be decoded.
    ///
    /// Bytes which the data's end cuts are shown as far as they are there. Those which would leave
    /// the content are not: they belong to something else.
    private func textStop(_ stop: ElementStop, _ text: [UInt8]) -> ElementStop {
        var offset = packetStart + position
        if stop.kind == .dataEnded, !text.isEmpty {
            emit(.rawBytes(text, isText: true))
            offset += UInt64(text.count) * 8
        }
        return ElementStop(
            kind: stop.kind,
            offsetBits: offset,
            fieldBits: packetStart + position,
            problem: stop.problem
        )
    }
}
