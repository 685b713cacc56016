// SPDX-License-Identifier: Apache-2.0

public import SideDescription

/// A filter made ready for the records of one event.
///
/// Matching is safe inside signal handlers: it allocates nothing, takes no lock, makes no system
/// call and counts no references. Its time grows with the filter and the record only.
public struct LinkedFilter: Sendable {
    /// The filter when it only compares integers at constant offsets; else empty.
    @usableFromInline let ranges: [FieldRange]
    @usableFromInline let instructions: [FilterInstruction]
    @usableFromInline let steps: [LayoutStep]
    @usableFromInline let texts: [TextOperand]
    /// The bytes of all literals.
    @usableFromInline let literals: [UInt8]

    /// Links a program with an event.
    ///
    /// What the event does not have makes the filter false where it is asked for.
    ///
    /// - Parameters:
    ///   - program: the filter.
    ///   - description: the event whose records will be matched.
    ///   - contexts: what the ``ContextSource`` of ``matches(_:contexts:)`` will know.
    public init(
        _ program: FilterProgram,
        description: SideEventDescription,
        contexts: ContextCatalog = ContextCatalog()
    ) {
        let layout = RecordLayout(description)
        var linker = FilterLinker(layout, contexts)
        linker.link(program.nodes)
        var emitter = InstructionEmitter(linker.nodes, program.nodes)
        emitter.emit()
        ranges = emitter.ranges
        instructions = emitter.instructions
        steps = layout.steps
        texts = linker.texts
        literals = linker.literals
    }

    /// Whether no record of the event can match, because the filter begins with something that the
    /// event does not have.
    public var neverMatches: Bool { instructions.first?.operation == .fail }

    /// Whether a record matches.
    ///
    /// - Parameters:
    ///   - record: the ids of process and thread and the fields, as the tracer stages them.
    ///   - contexts: what is known of the thread.
    /// - Returns: false also when something is missing or the record is cut short.
    @inlinable
    @inline(__always)
    public func matches<Contexts: ContextSource>(
        _ record: Span<UInt8>,
        contexts: Contexts
    ) -> Bool {
        ranges.isEmpty ? evaluate(record, contexts) : isInRanges(record)
    }

    /// Goes from test to test; each leads further on, so it ends.
    @inlinable
    @inline(__always)
    func isInRanges(_ record: Span<UInt8>) -> Bool {
        let ranges = ranges.span
        var index: Int32 = 0
        repeat {
            let range = ranges[Int(index)]
            guard let value = record.load(range.form, at: Int(range.offset)) else { return false }
            index = range.contains(value) ? range.next : range.otherwise
        } while index >= 0
        return index == FieldRange.match
    }
}
