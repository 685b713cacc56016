// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceFields

/// Runs the steps that print the values of a record below each other.
struct DetailsRunner {
    private var loops = ArrayLoops()
    private let visitor: DetailsVisitor

    init(_ writer: DetailsWriter) { visitor = DetailsVisitor(writer) }

    /// Runs a program over the values of a record.
    ///
    /// - Parameters:
    ///   - program: the steps.
    ///   - tables: the tables with the steps.
    ///   - plans: the field plans of all data streams, which few values need.
    ///   - stream: the index of the data stream.
    ///   - items: the values.
    ///   - window: what strings, BLOBs and wide numbers are in.
    ///   - text: receives the lines.
    mutating func run(
        _ program: ValueTables.Program,
        of tables: ValueTables,
        _ plans: [ValuePlans],
        _ stream: Int,
        _ items: Span<FieldItem>,
        _ window: borrowing [UInt8],
        _ text: inout TextBuffer
    ) {
        let bytes = window.span
        var next = Int(program.start)
        let end = Int(program.end)
        var item = 0
        loops.removeAll()
        while next < end {
            let step = tables.steps[next]
            next &+= 1
            if step.textLength > 0 {
                text.append(tables.text, Int(step.textStart), Int(step.textLength))
            }
            if step.operation.takesNoItem {
                control(step, &next, &text)
                continue
            }
            // The items follow the field classes, so there is one for each step that takes one.
            guard item < items.count else { return }
            switch step.operation {
            case .unsigned: DetailsNumber.append(items[item].bits, &text)
            case .signed:
                let value = Int64(bitPattern: items[item].bits)
                if value < 0 { text.append(byte: 0x2D) }
                DetailsNumber.append(value.magnitude, &text)
            case .string:
                let range = items[item].range.clamped(to: 0..<bytes.count)
                text.append(bytes, range.lowerBound, range.count)
            case .array:
                let count = items[item].bits
                visitor.arrayHead(count, &text)
                if count == 0 {
                    next = Int(step.target)
                } else {
                    loops.begin(count)
                }
            case .optional:
                if items[item].bits == 0 {
                    visitor.absent(&text)
                    next = Int(step.target)
                }
            case .variant:
                next = Int(tables.options[Int(step.target) &+ Int(items[item].bits)])
            default:
                visitor.value(
                    plans[stream].fields[Int(step.plan)],
                    Int(step.node),
                    items[item],
                    FieldSource(window: copy window),
                    level: Int(step.target),
                    &text
                )
            }
            item &+= 1
        }
    }

    @inline(__always)
    private mutating func control(
        _ step: ValueStep,
        _ next: inout Int,
        _ text: inout TextBuffer
    ) {
        switch step.operation {
        case .element:
            if let index = loops.index { text.append(decimal: index) }
        case .nextElement:
            if loops.next() { next = Int(step.target) }
        case .jump: next = Int(step.target)
        default: break
        }
    }
}
