// SPDX-License-Identifier: Apache-2.0

package import Bytes
package import CTFReader

/// Runs the steps that write the values of a record.
package struct ValueRunner {
    /// A cell that waits for its place in the row.
    package struct Cell {
        package let column: Int
        package let bytes: Range<Int>
    }

    private var loops = ArrayLoops()
    private var mark = 0
    private var cellStart = 0
    private let writesLabels: Bool
    private let json = JSONVisitor()
    /// The cells that were stored, as ranges of the text, until the caller takes them.
    package private(set) var cells: [Cell] = []

    /// The cells that each row of a record begins with, as a range of the text; they stand there
    /// already for the first row.
    private var rowStart = 0..<0
    /// How many rows of the record there are.
    package private(set) var rowCount = 0

    /// Makes a runner.
    ///
    /// - Parameter writesLabels: whether cells of enumerations are their labels.
    package init(writesLabels: Bool = false) { self.writesLabels = writesLabels }

    /// Lets go of the cells.
    package mutating func removeCells() { cells.removeAll(keepingCapacity: true) }

    /// Begins the rows of a record.
    ///
    /// - Parameter start: the cells of the first row that the others begin with, too, as a range
    ///   of the text.
    package mutating func beginRows(_ start: Range<Int>) {
        rowStart = start
        rowCount = 0
    }

    /// Runs a program over the values of a record.
    ///
    /// - Parameters:
    ///   - program: the steps.
    ///   - tables: the tables with the steps.
    ///   - plans: the field plans of all data streams, passed as an array and an index, because
    ///     few values need them and reaching for them counts references.
    ///   - stream: the index of the data stream.
    ///   - items: the values.
    ///   - window: what strings, BLOBs and wide numbers are in.
    ///   - text: receives the values.
    package mutating func run(
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
            if step.operation == .text { continue }
            // The items follow the field classes, so there is one for each step that takes one.
            guard item < items.count || step.operation.takesNoItem else { return }
            switch step.operation {
            case .unsigned where items[item].byteCount == 0:
                text.append(decimal: items[item].bits)
            case .signed where items[item].byteCount == 0:
                text.append(signed: Int64(bitPattern: items[item].bits))
            case .string:
                JSONText.append(bytes, items[item].range.clamped(to: 0..<bytes.count), &text)
            case .cellString:
                CSVText.append(bytes, items[item].range.clamped(to: 0..<bytes.count), &text)
            case .enumeration where Self.isQuick(items[item]):
                text.append("{\"value\":")
                text.append(decimal: items[item].bits)
                text.append(tables, tables.labels[Int(step.target) &+ Int(items[item].bits)])
            case .skip: break
            case .integerArray:
                // No more elements than there are items: the count was read from a file.
                let count = Int(min(items[item].bits, UInt64(items.count &- item &- 1)))
                Self.integers(items, item &+ 1, count, step.isSigned, &text)
                item &+= count
            case .array:
                let count = items[item].bits
                if count == 0 {
                    next = Int(step.target)
                } else {
                    loops.begin(count)
                }
            case .optional, .silentOptional:
                if items[item].bits == 0 {
                    if step.operation == .optional { text.append("null") }
                    next = Int(step.target)
                }
            case .variant:
                next = Int(tables.options[Int(step.target) &+ Int(items[item].bits)])
            case .element, .nextElement, .jump, .mark, .quote, .drop, .cell, .store, .row, .index,
                .text:
                control(step, &next, &text)
                continue
            default: rare(step, items[item], plans[stream].fields, window, &text)
            }
            item &+= 1
        }
    }

    @inline(__always)
    private static func isQuick(_ item: FieldItem) -> Bool {
        item.byteCount == 0 && item.bits < UInt64(ValueTables.quickValues)
    }

    private static func integers(
        _ items: Span<FieldItem>,
        _ first: Int,
        _ count: Int,
        _ isSigned: Bool,
        _ text: inout TextBuffer
    ) {
        for index in first..<first &+ max(0, count) {
            if index > first { text.append(byte: 0x2C) }
            if isSigned {
                text.append(signed: Int64(bitPattern: items[index].bits))
            } else {
                text.append(decimal: items[index].bits)
            }
        }
    }

    /// Does what a step without a value asks for.
    @inline(__always)
    private mutating func control(
        _ step: ValueStep,
        _ next: inout Int,
        _ text: inout TextBuffer
    ) {
        switch step.operation {
        case .element:
            if let index = loops.index, index > 0 { text.append(byte: 0x2C) }
        case .nextElement:
            if loops.next() { next = Int(step.target) }
        case .jump: next = Int(step.target)
        case .mark: mark = text.count
        case .quote: CSVText.quote(from: mark, &text)
        case .drop: text.truncate(to: mark)
        case .cell: cellStart = text.count
        case .row:
            if rowCount > 0 { text.appendAgain(rowStart) }
            rowCount &+= 1
        case .index: text.append(decimal: loops[Int(step.target)])
        case .store: cells.append(Cell(column: Int(step.target), bytes: cellStart..<text.count))
        default: break
        }
    }

    @inline(never)
    private func rare(
        _ step: ValueStep,
        _ item: FieldItem,
        _ plans: [FieldPlan],
        _ window: borrowing [UInt8],
        _ text: inout TextBuffer
    ) {
        let (plan, node) = (Int(step.plan), Int(step.node))
        if plans[plan].nodes[node].kind == .real && !plans[plan].nodes[node].isWide {
            // Finite numbers look alike in JSON and in cells, and are the most frequent ones.
            let bits = plans[plan].nodes[node].bits
            let number = NumberValue.real(item, bits: bits)
            if number.isFinite {
                return JSONText.append(number, isSingle: bits == 32, &text)
            }
        }
        let source = FieldSource(window: copy window)
        if step.operation == .cellValue {
            CSVValue.append(plans[plan], node, item, source, writesLabels: writesLabels, &text)
        } else {
            json.value(plans[plan], node, item, source, &text)
        }
    }
}
