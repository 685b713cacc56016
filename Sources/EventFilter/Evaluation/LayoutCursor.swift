// SPDX-License-Identifier: Apache-2.0

/// How far the steps of a layout have been taken in one record, and where that is.
@usableFromInline
struct LayoutCursor {
    @usableFromInline var stepIndex = 0
    @usableFromInline var stepOffset = 0

    @inlinable
    init() {}

    /// Where the first steps of a layout end; nil when the record is cut short, or lacks the
    /// optional field in which they end.
    @inlinable
    @inline(__always)
    mutating func offset(
        after stop: Int,
        of steps: Span<LayoutStep>,
        in record: Span<UInt8>
    ) -> Int? {
        stop == 0 ? 0 : walk(to: stop, steps, record)
    }

    @inlinable
    @inline(never)
    mutating func walk(
        to stop: Int,
        _ steps: Span<LayoutStep>,
        _ record: Span<UInt8>
    ) -> Int? {
        // What stands before the place last found can only be found from the beginning.
        var index = stepIndex <= stop ? stepIndex : 0
        var offset = stepIndex <= stop ? stepOffset : 0
        while index < stop {
            let step = steps[index]
            index &+= 1
            switch step.kind {
            case .skip:
                offset &+= step.value
            case .text:
                guard let zero = record.firstZero(from: offset, to: record.count) else {
                    return nil
                }
                offset = zero &+ 1
            case .array:
                guard let count = record.load(UInt32.self, at: offset) else { return nil }
                offset &+= 4 &+ Int(count) &* step.value
            case .optional:
                guard let selector = record.load(UInt8.self, at: offset) else { return nil }
                offset &+= 1
                if selector == 0 { index = step.value }
            case .elements, .repeated, .variant, .choice, .number:
                guard let next = CompoundWalk.pass(step, &index, offset, steps, record) else {
                    return nil
                }
                offset = next
            }
            guard index <= stop, offset <= record.count else { return nil }
        }
        stepIndex = stop
        stepOffset = offset
        return offset
    }
}
