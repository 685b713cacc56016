// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceModel

/// Runs encoding programs: turns decoded values into bytes at the end of a buffer.
///
/// It allocates only while the buffer grows, except for text in another encoding and numbers of
/// more than 64 bits in an unusual layout.
struct FieldEncoder: ~Copyable {
    /// The bytes; whoever owns the encoder empties the buffer.
    var buffer: TextBuffer
    let tables: EncodingTables
    /// The values of fields that say how long a string is.
    private var slots: [UInt64]
    /// The elements to come of each array that is being encoded, the outermost first.
    private var loops: [UInt64] = []
    private var next = 0
    /// The place up to which the last bits of the buffer are padding, and how many.
    private var padding = (end: 0, bits: 0)

    /// How many bits at the end of the last run's bytes belong to no field.
    var paddingBits: Int { padding.end == buffer.count ? padding.bits : 0 }

    init(_ tables: EncodingTables, capacity: Int) {
        self.tables = tables
        slots = Array(repeating: 0, count: tables.slotCount)
        buffer = TextBuffer(capacity: capacity)
    }

    /// Encodes the values of a program's root structures.
    ///
    /// - Parameters:
    ///   - program: the program.
    ///   - items: the values, which must all be taken.
    ///   - range: which of the items to encode.
    ///   - window: the bytes that strings, BLOBs and wide numbers are in.
    /// - Throws: why the values cannot be encoded; some of their bytes may have been appended.
    mutating func run(
        _ program: EncodingTables.Program,
        _ items: [FieldItem],
        _ range: Range<Int>,
        _ window: [UInt8]
    ) throws(EncodingStop) {
        guard range.lowerBound >= 0, range.upperBound <= items.count else { throw .mismatch }
        let steps = tables.steps
        let values = items.span
        let end = Int(program.end)
        var index = Int(program.start)
        var last: UInt64 = 0
        next = range.lowerBound
        padding.bits = 0
        // A run that threw an error may have left some.
        if !loops.isEmpty { loops.removeAll(keepingCapacity: true) }
        while index < end {
            let step = steps[index]
            index &+= 1
            switch step.operation {
            case .integer:
                let item = try take(values, range.upperBound)
                last = item.bits
                buffer.append(word: item.bits, byteCount: Int(step.operand))
            case .terminatedString:
                let item = try take(values, range.upperBound)
                buffer.append(window.span, item.range.lowerBound, item.range.count)
                buffer.append(word: 0, byteCount: Int(step.operand))
            case .bytes:
                let item = try take(values, range.upperBound)
                buffer.append(window.span, item.range.lowerBound, item.range.count)
            case .array:
                let count = try take(values, range.upperBound).bits
                if count == 0 { index = Int(step.operand) } else { loops.append(count) }
            case .nextElement:
                if nextElement() { index = Int(step.operand) }
            case .optional:
                if try take(values, range.upperBound).bits == 0 { index = Int(step.operand) }
            case .variant:
                index = try option(step, take(values, range.upperBound))
            case .jump:
                index = Int(step.operand)
            case .peekValue, .peekByteCount:
                try peek(step, values, range.upperBound)
            case .store:
                slots[Int(step.operand)] = last
            case .pad:
                padding = (buffer.count, Int(step.operand))
            case .skip:
                _ = try take(values, range.upperBound)
            default:
                let item = try take(values, range.upperBound)
                last = item.bits
                try encodeRare(step, item, window)
            }
        }
        guard next == range.upperBound else { throw .mismatch }
    }

    @inline(__always)
    private mutating func take(
        _ items: Span<FieldItem>,
        _ end: Int
    ) throws(EncodingStop) -> FieldItem {
        guard next < end else { throw .mismatch }
        let item = items[next]
        next &+= 1
        return item
    }

    private mutating func peek(
        _ step: EncodingStep,
        _ items: Span<FieldItem>,
        _ end: Int
    ) throws(EncodingStop) {
        guard next < end else { throw .mismatch }
        let item = items[next]
        let word = step.operation == .peekValue ? item.bits : UInt64(item.byteCount)
        buffer.append(word: word, byteCount: Int(step.operand))
    }

    @inline(__always)
    private mutating func nextElement() -> Bool {
        let last = loops.count &- 1
        loops[last] &-= 1
        if loops[last] > 0 { return true }
        loops.removeLast()
        return false
    }

    private func option(_ step: EncodingStep, _ item: FieldItem) throws(EncodingStop) -> Int {
        guard item.bits < step.number else { throw .mismatch }
        return Int(tables.jumps[Int(step.operand) + Int(item.bits)])
    }

    private mutating func encodeRare(
        _ step: EncodingStep,
        _ item: FieldItem,
        _ window: [UInt8]
    ) throws(EncodingStop) {
        switch step.operation {
        case .fixedString: try encodeString(item, window, step.number)
        case .dynamicString: try encodeString(item, window, slots[Int(step.operand)])
        case .variableLength: encodeVariableLength(item, window, isSigned: step.isSigned)
        case .variableLengthWord:
            guard item.byteCount == 0 else {
                throw .tooLarge("a variable-length integer does not fit in 64 bits")
            }
            buffer.append(word: item.bits, byteCount: 8)
        case .halfAsSingle:
            let half = Float16(bitPattern: UInt16(truncatingIfNeeded: item.bits))
            buffer.append(word: UInt64(Float(half).bitPattern), byteCount: 4)
        case .transcodedString:
            let range = item.range
            guard range.upperBound <= window.count else { throw .mismatch }
            let encoding = TextEncoding.allCases[Int(step.operand)]
            buffer.append(encoding.utf8Bytes(window[range]))
            buffer.append(byte: 0)
        case .wide: encodeWide(step, item, window)
        case .wideBoolean:
            let number = wideNumber(step, item, window)
            buffer.append(byte: number.words.contains { $0 != 0 } ? 1 : 0)
        default: break
        }
    }
}
