// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceModel

/// Runs decoding programs over a window of a packet's bytes.
///
/// Positions are in bits from the packet's first bit, and stay below 2^62. The window must be
/// followed by ``paddingBytes`` further bytes, so that whole words can be loaded anywhere in it.
struct FieldDecoder {
    /// How many bytes must follow the window.
    static let paddingBytes = 16
    /// The most elements of an array whose elements take no bits.
    static let emptyElementLimit: UInt64 = 1 << 20

    /// Where the next field begins.
    var position: UInt64 = 0
    /// Where the packet's content ends, as far as it is known.
    var contentEnd: UInt64 = 0 { didSet { limit = min(contentEnd, windowEnd) } }
    /// Where the window ends.
    var windowEnd: UInt64 = 0 { didSet { limit = min(contentEnd, windowEnd) } }
    /// Where decoding must stop: at the end of the content or of the window.
    private(set) var limit: UInt64 = 0
    /// The byte of the packet that the window begins with.
    var windowStart: UInt64 = 0
    /// What roles have said.
    var state = PacketState()
    /// The values of fields that lengths and selectors refer to; nil for one not decoded.
    var slots: [UInt64?] = []
    /// Whether decoded values are not kept, as those of headers.
    var isSilent = false
    /// Where decoding stopped.
    var stopPosition: UInt64 = 0
    /// The clock after the header of the last record.
    var recordClock: UInt64 = 0
    /// The place of the last BLOB in the window.
    var lastBytes = 0
    /// The UUID that packets must have.
    var uuid: [UInt8] = []
    /// The last integer with effects, for steps that apply further ones.
    var lastValue: UInt64 = 0
    /// How many bits it had.
    var lastBits: UInt64 = 0
    private var isLastByteOrderBig: Bool?
    /// How many elements remain of each array being decoded.
    private var loops: [UInt64] = []

    /// Forgets what was said about the packet before.
    mutating func beginPacket() {
        isLastByteOrderBig = nil
        state = PacketState()
        position = 0
    }

    /// Makes room for the values that a program keeps; none is known at first.
    mutating func reserveSlots(_ count: Int) {
        if slots.count == count {
            for index in slots.indices { slots[index] = nil }
        } else {
            slots = Array(repeating: nil, count: count)
        }
    }

    /// Drops what an interrupted run left behind.
    mutating func abandon() { loops.removeAll(keepingCapacity: true) }

    /// Runs a program from its first step to its last.
    ///
    /// The position is kept in a local variable, because the compiler cannot keep a stored property
    /// in a register while the items are written.
    mutating func run(
        _ program: DecodingTables.Program,
        of tables: DecodingTables,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        let end = Int(program.end)
        var (next, position) = (Int(program.start), self.position)
        while next < end {
            let step = tables.steps[next]
            next &+= 1
            let value: UInt64
            switch step.operation {
            case .run:
                let start = Self.aligned(position, step)
                // Where the run would leave the window or the content, its steps go one by one.
                let end = start &+ step.number
                guard start <= limit else { throw ended(start) }
                position = start
                if end <= limit && items.freeCapacity >= Int(step.operand) && !isSilent {
                    let offset = Int(truncatingIfNeeded: start &>> 3 &- windowStart)
                    decodeRun(tables.steps, next, Int(step.operand), offset, bytes, &items)
                    next &+= Int(step.operand)
                    position = end
                }
                continue
            case .little, .littleBoolean:
                let start = Self.aligned(position, step)
                let offset = Int(truncatingIfNeeded: start &>> 3 &- windowStart)
                let number = loadLittle(step, bytes, offset, start & 7)
                value = step.operation == .little ? number : min(number, 1)
                position = start &+ 64 &- UInt64(step.unusedBits)
                guard position <= limit else { throw ended(start) }
            case .terminatedBytes:
                let start = Self.aligned(position, step)
                guard start <= limit else { throw ended(start) }
                let first = Int(truncatingIfNeeded: start &>> 3 &- windowStart)
                // The zero may lie in the padding, or after the content: the check finds out.
                let length = (bytes.firstZero(from: first) ?? bytes.count) &- first
                let end = start &+ UInt64(truncatingIfNeeded: length &+ 1) &* 8
                guard end <= limit else { throw ended(start) }
                position = end
                try keepBytes(first, length, &items)
                continue
            case .align:
                let start = Self.aligned(position, step)
                guard start <= limit else { throw ended(start) }
                position = start
                continue
            case .jump:
                next = Int(step.operand)
                continue
            case .variant:
                self.position = position
                next = try decodeOption(step, tables, &items)
                continue
            default:
                self.position = position
                try runRare(step, tables, bytes, &items, &next)
                position = self.position
                continue
            }
            if !isSilent { try keep(value, &items) }
            if step.number != 0 {
                self.position = position
                try applyEffects(step, value, UInt64(step.operand))
            }
        }
        self.position = position
    }

    /// Where a step begins that is aligned.
    @inline(__always)
    private static func aligned(_ position: UInt64, _ step: Instruction) -> UInt64 {
        let mask = (UInt64(1) &<< UInt64(step.alignmentShift)) &- 1
        return (position &+ mask) & ~mask
    }

    /// Decodes steps which are known to lie in the window.
    @inline(__always)
    private func decodeRun(
        _ steps: ConstantArray<Instruction>,
        _ first: Int,
        _ count: Int,
        _ start: Int,
        _ bytes: Span<UInt8>,
        _ items: inout OutputSpan<FieldItem>
    ) {
        for index in first..<(first &+ count) {
            let step = steps[index]
            let offset = start &+ Int(step.operand)
            items.append(FieldItem(loadLittle(step, bytes, offset, 0)))
        }
    }

    /// The value of little-endian bits that begin at a bit of a byte, all in eight bytes.
    ///
    /// One load and two shifts for all sizes: a branch for each would often be predicted wrongly.
    @inline(__always)
    func loadLittle(
        _ step: Instruction,
        _ bytes: Span<UInt8>,
        _ offset: Int,
        _ firstBit: UInt64
    ) -> UInt64 {
        let unused = UInt64(step.unusedBits)
        let high = (load(bytes, offset, as: UInt64.self) &>> firstBit) &<< unused
        return step.flags.contains(.signed)
            ? UInt64(bitPattern: Int64(bitPattern: high) &>> Int64(unused)) : high &>> unused
    }

    /// Keeps a value.
    @inline(__always)
    func keep(
        _ value: UInt64,
        byteCount: UInt32 = 0,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        guard !items.isFull else { throw .outputEnded }
        items.append(FieldItem(value, byteCount: byteCount))
    }

    /// Keeps the place of bytes in the window.
    @inline(__always)
    func keepBytes(
        _ start: Int,
        _ count: Int,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) {
        guard let byteCount = UInt32(exactly: count) else {
            throw .unsupported("a field is longer than 4 GiB")
        }
        if !isSilent { try keep(UInt64(start), byteCount: byteCount, &items) }
    }

    /// The padding after the window makes the load succeed wherever the position was checked.
    @inline(__always)
    func load<Number: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: Span<UInt8>,
        _ offset: Int,
        as type: Number.Type
    ) -> Number {
        bytes.load(at: offset, as: type) ?? 0
    }

    /// The offset in the window of the position, which is a whole byte.
    @inline(__always)
    var byteOffset: Int { Int(truncatingIfNeeded: position &>> 3 &- windowStart) }

    /// Aligns the position and checks that some bits, which may be very many, follow.
    @inline(__always)
    mutating func require(_ shift: UInt8, _ bits: UInt64) throws(DecodingStop) {
        try align(shift)
        let (end, overflow) = position.addingReportingOverflow(bits)
        guard !overflow && end <= limit else { throw ended(position) }
    }

    @inline(__always)
    mutating func align(_ shift: UInt8) throws(DecodingStop) {
        let mask = (UInt64(1) &<< UInt64(shift)) &- 1
        let start = (position &+ mask) & ~mask
        guard start <= limit else { throw ended(start) }
        position = start
    }

    /// Why a field that begins at a place cannot be decoded.
    mutating func ended(_ start: UInt64) -> DecodingStop {
        // Padding is skipped as far as it goes.
        position = min(start, limit)
        return windowEnd < contentEnd ? .windowEnded : .contentEnded
    }

    /// The value kept in a slot.
    func slot(_ number: UInt64) throws(DecodingStop) -> UInt64 {
        guard let value = slots[Int(truncatingIfNeeded: number & 0xFFFF_FFFF)] else {
            throw .malformed(
                "a length or selector lies in a field that is not there or has more than 64 bits"
            )
        }
        return value
    }

    /// Values behind bits of one byte order must not begin in a byte of the other one.
    mutating func checkByteOrder(isBig: Bool) throws(DecodingStop) {
        if position % 8 != 0, let last = isLastByteOrderBig, last != isBig {
            throw .malformed("one byte would hold bits of both byte orders")
        }
        isLastByteOrderBig = isBig
    }
}

extension FieldDecoder {
    /// Begins an array.
    ///
    /// - Returns: whether it has elements.
    mutating func beginArray(
        _ step: Instruction,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) -> Bool {
        let count = step.operation == .fixedArray ? step.number : try slot(step.number)
        if step.flags.contains(.mayBeEmpty) && count > Self.emptyElementLimit
            && count > limit &- position
        {
            // More elements than bits are left: they are empty.
            throw .unsupported(
                "an array of \(count) elements that may be empty is longer than"
                    + " \(Self.emptyElementLimit)"
            )
        }
        if !isSilent { try keep(count, &items) }
        guard count > 0 else { return false }
        loops.append(count)
        return true
    }

    /// Ends an element.
    ///
    /// - Returns: whether another one follows.
    @inline(__always)
    mutating func nextElement() -> Bool {
        let last = loops.count &- 1
        loops[last] &-= 1
        if loops[last] > 0 { return true }
        loops.removeLast()
        return false
    }
}
