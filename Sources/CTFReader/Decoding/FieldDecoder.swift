// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

/// Runs decoding programs over a window of a packet's bytes.
///
/// Positions are in bits from the packet's first bit. The window must be followed by
/// ``paddingBytes`` further bytes, so that whole words can be loaded anywhere in it.
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
    var lastBytes: Int = 0
    /// The decoded values.
    var items: [FieldItem] = []
    /// The UUID that packets must have.
    var uuid: [UInt8] = []
    /// The value that the last step decoded.
    var value: UInt64 = 0
    /// How many bits the last variable-length integer occupied without its continuation bits.
    var variableLengthBits: UInt64 = 0
    private var isLastByteOrderBig: Bool?
    private var loops: [Loop] = []

    /// An array that is being decoded.
    private struct Loop {
        var remaining: UInt64
    }

    /// Forgets the byte order of the last bits, as at the beginning of a packet.
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

    /// Runs a program from its first step to its last.
    mutating func run(
        _ program: DecodingTables.Program,
        of tables: DecodingTables,
        _ bytes: Span<UInt8>
    ) throws(DecodingStop) {
        let steps = tables.steps
        var next = Int(program.start)
        let end = Int(program.end)
        while next < end {
            let step = steps[next]
            next &+= 1
            switch step.operation {
            case .unsigned8:
                let offset = try take(step.alignmentShift, 8)
                push(UInt64(load(bytes, offset, as: UInt8.self)))
            case .unsigned16:
                let offset = try take(step.alignmentShift, 16)
                push(UInt64(load(bytes, offset, as: UInt16.self)))
            case .unsigned32:
                let offset = try take(step.alignmentShift, 32)
                push(UInt64(load(bytes, offset, as: UInt32.self)))
            case .word64:
                let offset = try take(step.alignmentShift, 64)
                push(load(bytes, offset, as: UInt64.self))
            case .signed8:
                let offset = try take(step.alignmentShift, 8)
                push(Int64(load(bytes, offset, as: Int8.self)))
            case .signed16:
                let offset = try take(step.alignmentShift, 16)
                push(Int64(load(bytes, offset, as: Int16.self)))
            case .signed32:
                let offset = try take(step.alignmentShift, 32)
                push(Int64(load(bytes, offset, as: Int32.self)))
            case .terminatedString:
                try decodeTerminatedString(step, bytes)
            case .align:
                try align(step.alignmentShift)
            case .jump:
                next = Int(step.operand)
            case .fixedArray, .dynamicArray:
                if try !beginArray(step) { next = Int(step.operand) }
            case .nextElement:
                if nextElement() { next = Int(step.operand) }
            case .optional:
                if try !decodePresence(step, tables) { next = Int(step.operand) }
            case .variant:
                next = try decodeOption(step, tables)
            case .store:
                slots[Int(step.operand)] = value
            case .forget:
                forget(tables.forgotten[Int(step.operand)], tables)
            default:
                try runRare(step, bytes)
            }
        }
    }

    private mutating func forget(_ list: DecodingTables.Entries, _ tables: DecodingTables) {
        for index in Int(list.start)..<Int(list.start + list.count) {
            slots[Int(tables.forgottenSlots[index])] = nil
        }
    }

    private mutating func runRare(
        _ step: Instruction,
        _ bytes: Span<UInt8>
    ) throws(DecodingStop) {
        switch step.operation {
        case .littleBytes, .bigBytes: try decodeBytes(step, bytes)
        case .bits: try decodeBits(step, bytes)
        case .wideBits: try decodeWideBits(step)
        case .variableLength: try decodeVariableLength(step, bytes)
        case .fixedString: try decodeString(step, step.number, bytes)
        case .dynamicString: try decodeString(step, try slot(step.number), bytes)
        case .fixedBlob: try decodeBlob(step, step.number)
        case .dynamicBlob: try decodeBlob(step, try slot(step.number))
        case .role: try applyRole(step)
        case .checkUUID: try checkUUID(bytes)
        default: break
        }
    }

    @inline(__always)
    mutating func push(_ bits: UInt64) {
        value = bits
        if !isSilent { items.append(FieldItem(bits)) }
    }

    @inline(__always)
    mutating func push(place: UInt64, byteCount: UInt32) {
        if !isSilent { items.append(FieldItem(place, byteCount: byteCount)) }
    }

    @inline(__always)
    mutating func push(_ bits: Int64) { push(UInt64(bitPattern: bits)) }

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

    /// Aligns the position, moves it behind some bits, and gives the offset where they begin.
    @inline(__always)
    mutating func take(_ shift: UInt8, _ bits: UInt64) throws(DecodingStop) -> Int {
        let mask = (UInt64(1) &<< UInt64(shift)) &- 1
        let start = (position &+ mask) & ~mask
        let end = start &+ bits
        guard end <= limit else { throw ended(start) }
        position = end
        return Int(truncatingIfNeeded: start &>> 3 &- windowStart)
    }

    /// Aligns the position and checks that some bits, which may be very many, follow.
    mutating func require(_ shift: UInt8, _ bits: UInt64) throws(DecodingStop) {
        try align(shift)
        let (end, overflow) = position.addingReportingOverflow(bits)
        guard !overflow && end <= limit else { throw ended(position) }
    }

    /// Positions stay below 2^62, so aligning them cannot overflow.
    @inline(__always)
    mutating func align(_ shift: UInt8) throws(DecodingStop) {
        let mask = (UInt64(1) &<< UInt64(shift)) &- 1
        let start = (position &+ mask) & ~mask
        guard start <= limit else { throw ended(position) }
        position = start
    }

    /// Why a field that begins at a place cannot be decoded.
    mutating func ended(_ start: UInt64) -> DecodingStop {
        if start <= limit { position = start }
        return windowEnd < contentEnd ? .windowEnded : .contentEnded
    }

    func slot(_ number: UInt64) throws(DecodingStop) -> UInt64 {
        guard let value = slots[Int(truncatingIfNeeded: number & 0xFFFF_FFFF)] else {
            throw .malformed("a length or selector lies in a field that is not there")
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

    private mutating func beginArray(_ step: Instruction) throws(DecodingStop) -> Bool {
        let count = step.operation == .fixedArray ? step.number : try slot(step.number)
        if count > limit &- position || count > Self.emptyElementLimit {
            // More elements than bits: they are empty, or the content ends before the last.
            if step.flags.contains(.mayBeEmpty) && count > Self.emptyElementLimit {
                throw .unsupported(
                    "an array of \(count) elements that may be empty is longer than"
                        + " \(Self.emptyElementLimit)"
                )
            }
        }
        push(count)
        guard count > 0 else { return false }
        loops.append(Loop(remaining: count))
        return true
    }

    @inline(__always)
    private mutating func nextElement() -> Bool {
        let last = loops.count &- 1
        loops[last].remaining &-= 1
        if loops[last].remaining > 0 { return true }
        loops.removeLast()
        return false
    }

    /// Drops what an interrupted run left behind.
    mutating func abandon() { loops.removeAll(keepingCapacity: true) }
}
