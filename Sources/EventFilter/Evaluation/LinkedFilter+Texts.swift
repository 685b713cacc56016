// SPDX-License-Identifier: Apache-2.0

extension LinkedFilter {
    /// Compares two texts; a pattern is always the second.
    ///
    /// - Returns: nil when one is missing.
    @inlinable
    func compareTexts<Contexts: ContextSource>(
        _ instruction: FilterInstruction,
        _ record: Span<UInt8>,
        _ cursor: inout LayoutCursor,
        _ contexts: Contexts
    ) -> Bool? {
        let left = texts[Int(instruction.target)]
        let right = texts[Int(instruction.offset)]
        if left.kind == .context {
            let result = contexts.withText(left.context) { text in
                compare(text, right, record, &cursor, contexts)
            }
            return result ?? nil
        }
        guard let range = range(of: left, record, &cursor) else { return nil }
        return compare(
            left.kind == .literal || left.kind == .pattern
                ? literals.span.extracting(range) : record.extracting(range),
            right,
            record,
            &cursor,
            contexts
        )
    }

    @inlinable
    func compare<Contexts: ContextSource>(
        _ left: Span<UInt8>,
        _ right: TextOperand,
        _ record: Span<UInt8>,
        _ cursor: inout LayoutCursor,
        _ contexts: Contexts
    ) -> Bool? {
        if right.kind == .context {
            return contexts.withText(right.context) { TextMatcher.areEqual(left, $0) }
        }
        guard let range = range(of: right, record, &cursor) else { return nil }
        switch right.kind {
        case .pattern: return TextMatcher.matches(left, literals.span.extracting(range))
        case .literal: return TextMatcher.areEqual(left, literals.span.extracting(range))
        default: return TextMatcher.areEqual(left, record.extracting(range))
        }
    }

    /// Where a text is, in the record or among the literals.
    @inlinable
    func range(
        of text: TextOperand,
        _ record: Span<UInt8>,
        _ cursor: inout LayoutCursor
    ) -> Range<Int>? {
        let offset = Int(text.offset)
        switch text.kind {
        case .literal, .pattern:
            return offset..<offset &+ Int(text.count)
        case .terminated:
            guard let place = cursor.offset(after: Int(text.stop), of: steps.span, in: record)
            else { return nil }
            let start = place &+ offset
            guard let zero = record.firstZero(from: start, to: record.count) else { return nil }
            return start..<zero
        case .counted:
            guard let place = cursor.offset(after: Int(text.stop), of: steps.span, in: record),
                let count = record.load(UInt32.self, at: place &+ offset)
            else { return nil }
            let start = place &+ offset &+ 4
            guard Int(count) <= record.count &- start else { return nil }
            let end = start &+ Int(count)
            return start..<(record.firstZero(from: start, to: end) ?? end)
        case .context:
            return nil
        }
    }
}
