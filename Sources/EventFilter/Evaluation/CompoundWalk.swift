// SPDX-License-Identifier: Apache-2.0

/// Goes over the parts of a record that filters cannot look into: arrays of compound values, and
/// variants.
///
/// Types nest 32 deep at most, and so does this; each element takes a byte at least, so the record
/// bounds the work.
@usableFromInline
enum CompoundWalk {
    /// The offset behind what a step and those that belong to it go over.
    ///
    /// - Parameters:
    ///   - step: the step.
    ///   - index: the number of the step after it; moved on to the next that does not belong to it.
    ///   - offset: where the value begins.
    ///   - steps: all steps.
    ///   - record: the record.
    /// - Returns: nil when the record is cut short.
    @usableFromInline
    static func pass(
        _ step: LayoutStep,
        _ index: inout Int,
        _ offset: Int,
        _ steps: Span<LayoutStep>,
        _ record: Span<UInt8>
    ) -> Int? {
        let first = index
        switch step.kind {
        case .elements:
            index = step.value
            guard let count = record.load(UInt32.self, at: offset) else { return nil }
            return pass(Int(count), first..<step.value, offset &+ 4, steps, record)
        case .repeated:
            index = step.value
            return pass(steps[first].value, (first &+ 1)..<step.value, offset, steps, record)
        case .variant:
            index = step.value
            return passVariant(first, end: step.value, offset, steps, record)
        case .skip, .text, .array, .optional, .choice, .number:
            return nil
        }
    }

    private static func pass(
        _ count: Int,
        _ body: Range<Int>,
        _ start: Int,
        _ steps: Span<LayoutStep>,
        _ record: Span<UInt8>
    ) -> Int? {
        if body.isEmpty { return start }
        var offset = start
        for _ in 0..<count {
            guard let next = pass(body, offset, steps, record) else { return nil }
            offset = next
        }
        return offset
    }

    /// The offset behind a row of steps.
    private static func pass(
        _ body: Range<Int>,
        _ start: Int,
        _ steps: Span<LayoutStep>,
        _ record: Span<UInt8>
    ) -> Int? {
        var cursor = LayoutCursor()
        cursor.stepIndex = body.lowerBound
        cursor.stepOffset = start
        return cursor.walk(to: body.upperBound, steps, record)
    }

    private static func passVariant(
        _ first: Int,
        end: Int,
        _ offset: Int,
        _ steps: Span<LayoutStep>,
        _ record: Span<UInt8>
    ) -> Int? {
        let bytes = steps[first].value
        guard let value = selector(bytes, offset, record) else { return nil }
        var index = first &+ 1
        while index < end {
            let choice = steps[index]
            if steps[index &+ 1].value <= value, value <= steps[index &+ 2].value {
                let body = (index &+ 3)..<choice.value
                return pass(1, body, offset &+ abs(bytes), steps, record)
            }
            index = choice.value
        }
        return nil
    }

    private static func selector(_ bytes: Int, _ offset: Int, _ record: Span<UInt8>) -> Int? {
        switch bytes {
        case 1: record.load(UInt8.self, at: offset).map { Int($0) }
        case -1: record.load(Int8.self, at: offset).map { Int($0) }
        case 2: record.load(UInt16.self, at: offset).map { Int($0) }
        case -2: record.load(Int16.self, at: offset).map { Int($0) }
        case 4: record.load(UInt32.self, at: offset).map { Int($0) }
        case -4: record.load(Int32.self, at: offset).map { Int($0) }
        default: record.load(Int64.self, at: offset).map { Int($0) }
        }
    }
}
