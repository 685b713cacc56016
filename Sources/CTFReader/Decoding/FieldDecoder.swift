// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
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
            let mask = (UInt64(1) &<< UInt64(step.alignmentShift)) &- 1
            let start = (position &+ mask) & ~mask
            let offset = Int(truncatingIfNeeded: start &>> 3 &- windowStart)
            switch step.operation {
            case .unsigned8:
                (position, value) = (start &+ 8, loadWhole(.unsigned8, bytes, offset))
            case .unsigned16:
                (position, value) = (start &+ 16, loadWhole(.unsigned16, bytes, offset))
            case .unsigned32:
                (position, value) = (start &+ 32, loadWhole(.unsigned32, bytes, offset))
            case .word64:
                (position, value) = (start &+ 64, loadWhole(.word64, bytes, offset))
            case .signed8:
                (position, value) = (start &+ 8, loadWhole(.signed8, bytes, offset))
            case .signed16:
                (position, value) = (start &+ 16, loadWhole(.signed16, bytes, offset))
            case .signed32:
                (position, value) = (start &+ 32, loadWhole(.signed32, bytes, offset))
            case .littleBits:
                position = start &+ UInt64(step.operand)
                // Up to 56 bits are in the eight bytes from the first one on.
                let word = load(bytes, offset, as: UInt64.self) &>> (start & 7)
                value = Self.extended(word, UInt64(step.operand), step.flags)
            case .run:
                // Where the run would leave the window or the content, its steps go one by one.
                let end = position &+ step.number
                if end <= limit && items.freeCapacity >= Int(step.operand) && !isSilent {
                    decodeRun(tables.steps, next, Int(step.operand), offset, bytes, &items)
                    next &+= Int(step.operand)
                    position = end
                }
                continue
            case .align:
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
            guard position <= limit else { throw ended(start) }
            if !isSilent { try keep(value, &items) }
            if step.number != 0 {
                self.position = position
                try applyEffects(step, value, UInt64(step.operand))
            }
        }
        self.position = position
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
            items.append(FieldItem(loadWhole(step.operation, bytes, offset)))
        }
    }

    /// The value of whole little-endian bytes.
    @inline(__always)
    func loadWhole(
        _ operation: Instruction.Operation,
        _ bytes: Span<UInt8>,
        _ offset: Int
    ) -> UInt64 {
        switch operation {
        case .unsigned8: UInt64(load(bytes, offset, as: UInt8.self))
        case .unsigned16: UInt64(load(bytes, offset, as: UInt16.self))
        case .unsigned32: UInt64(load(bytes, offset, as: UInt32.self))
        case .signed8: UInt64(bitPattern: Int64(load(bytes, offset, as: Int8.self)))
        case .signed16: UInt64(bitPattern: Int64(load(bytes, offset, as: Int16.self)))
        case .signed32: UInt64(bitPattern: Int64(load(bytes, offset, as: Int32.self)))
        default: load(bytes, offset, as: UInt64.self)
        }
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

    /// Remembers the byte order of bits which were decoded elsewhere.
    mutating func setByteOrder(isBig: Bool) { isLastByteOrderBig = isBig }
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
