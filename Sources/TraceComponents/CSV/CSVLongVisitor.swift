// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls

/// Writes one row for each single value of a record.
struct CSVLongVisitor: FieldVisitor {
    private let writesLabels: Bool
    /// The cells which all rows of a record begin with, with a comma behind them.
    var start: [UInt8] = []
    /// What stands before the names of the fields of the current root structure.
    var scope: [UInt8] = []
    /// The name of the field that is being walked, with the names around it.
    private var path: [UInt8] = []
    /// How many rows were written.
    private(set) var rows = 0
    private var lengths: [Int] = []

    init(writesLabels: Bool) { self.writesLabels = writesLabels }

    /// Begins a further record.
    mutating func begin(_ start: [UInt8]) {
        self.start = start
        rows = 0
    }

    func beginStructure(_ plan: FieldPlan, _ node: Int, _ text: inout TextBuffer) {}

    mutating func beginMember(
        _ plan: FieldPlan,
        _ node: Int,
        number: Int,
        _ text: inout TextBuffer
    ) {
        lengths.append(path.count)
        if path.isEmpty { path = scope } else { path.append(0x2E) }
        path += plan.names[node]
    }

    mutating func endMember(_ plan: FieldPlan, _ node: Int, _ text: inout TextBuffer) {
        path.removeSubrange((lengths.popLast() ?? path.count)...)
    }

    func endStructure(_ plan: FieldPlan, _ node: Int, count: Int, _ text: inout TextBuffer) {}

    func beginArray(_ count: UInt64, _ text: inout TextBuffer) {}

    mutating func beginElement(_ number: UInt64, _ text: inout TextBuffer) {
        lengths.append(path.count)
        path.append(0x5B)
        path += Array("\(number)]".utf8)
    }

    mutating func endElement(_ text: inout TextBuffer) {
        path.removeSubrange((lengths.popLast() ?? path.count)...)
    }

    func endArray(_ count: UInt64, _ text: inout TextBuffer) {}

    func absent(_ text: inout TextBuffer) {}

    mutating func value(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        _ text: inout TextBuffer
    ) {
        rows += 1
        text.append(start)
        CSVText.append(path, &text)
        text.append(byte: 0x2C)
        CSVValue.append(plan, node, item, source, writesLabels: writesLabels, &text)
        text.append(byte: 0x0A)
    }
}
