// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceFields
internal import TraceModel

/// Prints the values of a record below each other.
struct DetailsVisitor: FieldVisitor {
    /// The words that values are made of, and how deep they stand.
    var writer: DetailsWriter
    private let valueStart: [UInt8]
    private let valueEnd: [UInt8]

    init(_ writer: DetailsWriter) {
        self.writer = writer
        valueStart = Array(" \(writer.colors.value)".utf8)
        valueEnd = Array("\(writer.colors.reset)\n".utf8)
    }

    /// The nodes of a root structure with their names in colour.
    static func plan(_ structure: StructureFieldClass, _ colors: DetailsColors) -> FieldPlan {
        FieldPlan(
            structure,
            name: { Array("\(colors.member)\($0)\(colors.reset):".utf8) },
            label: { Array($0.utf8) }
        )
    }

    mutating func beginStructure(_ plan: FieldPlan, _ node: Int, _ text: inout TextBuffer) {
        if Int(plan.nodes[node].end) == node + 1 {
            writer.nothing("Empty", &text)
        } else {
            text.append(byte: 0x0A)
        }
        writer.level += 1
    }

    func beginMember(_ plan: FieldPlan, _ node: Int, number: Int, _ text: inout TextBuffer) {
        writer.indent(&text)
        text.append(plan.names[node])
    }

    func endMember(_ plan: FieldPlan, _ node: Int, _ text: inout TextBuffer) {}

    mutating func endStructure(
        _ plan: FieldPlan,
        _ node: Int,
        count: Int,
        _ text: inout TextBuffer
    ) { writer.level -= 1 }

    mutating func beginArray(_ count: UInt64, _ text: inout TextBuffer) {
        arrayHead(count, &text)
        writer.level += 1
    }

    /// Appends what stands behind the name of an array.
    func arrayHead(_ count: UInt64, _ text: inout TextBuffer) {
        if count == 0 {
            writer.nothing("Empty", &text)
        } else {
            text.append(" Length ")
            writer.value(DetailsNumber.text(count), &text)
            text.append(":\n")
        }
    }

    func beginElement(_ number: UInt64, _ text: inout TextBuffer) {
        writer.indent(&text)
        text.append(string: writer.colors.member)
        text.append(byte: 0x5B)
        text.append(decimal: number)
        text.append(byte: 0x5D)
        text.append(string: writer.colors.reset)
        text.append(byte: 0x3A)
    }

    func endElement(_ text: inout TextBuffer) {}

    mutating func endArray(_ count: UInt64, _ text: inout TextBuffer) { writer.level -= 1 }

    func absent(_ text: inout TextBuffer) { writer.nothing("None", &text) }

    func value(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        _ text: inout TextBuffer
    ) { value(plan, node, item, source, level: writer.level, &text) }

    /// Appends a single value that stands as deep as the level says.
    func value(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        level: Int,
        _ text: inout TextBuffer
    ) {
        switch plan.nodes[node].kind {
        case .boolean:
            let wide = NumberValue.wide(plan, node, item, source)
            text.append(byte: 0x20)
            writer.value(wide.map { $0.words.contains { $0 != 0 } } ?? (item.bits != 0), &text)
            text.append(byte: 0x0A)
        case .blob:
            arrayHead(UInt64(source.range(item).count), &text)
            blobRows(source.window, source.range(item), level: level + 1, &text)
        default:
            text.append(valueStart)
            plainValue(plan, node, item, source, &text)
            text.append(valueEnd)
        }
    }

    /// Appends bytes in hexadecimal digits, sixteen on each line.
    private func blobRows(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        level: Int,
        _ text: inout TextBuffer
    ) {
        var writer = writer
        writer.level = level
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
            writer.indent(&text)
            for index in start..<min(start + 16, range.upperBound) {
                if index > start { text.append(byte: 0x20) }
                for digit in [bytes[index] >> 4, bytes[index] & 15] {
                    text.append(byte: digit < 10 ? 0x30 + digit : 0x57 + digit)
                }
            }
            text.append(byte: 0x0A)
        }
    }

    private func plainValue(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        _ text: inout TextBuffer
    ) {
        let range = source.range(item)
        switch plan.nodes[node].kind {
        case .string: text.append(source.window.span, range.lowerBound, range.count)
        case .encodedString:
            text.append(plan.details[node].encoding.utf8(source.window[range]))
        case .real:
            if let number = NumberValue.wide(plan, node, item, source) {
                text.append(DetailsNumber.text(number, base: 16))
            } else {
                let value = NumberValue.real(item, bits: plan.nodes[node].bits)
                text.append(FloatingPointText.sixDecimals(value))
            }
        case .bitArray: integer(plan, node, item, source, base: 16, &text)
        case .bitMap:
            integer(plan, node, item, source, base: 16, &text)
            let flags = NumberValue.labels(plan, node, item, source)
            if !flags.isEmpty {
                text.append(" (")
                text.append(Array(flags.joined(separator: Array(", ".utf8))))
                text.append(")")
            }
        default: integer(plan, node, item, source, base: plan.nodes[node].base, &text)
        }
    }

    private func integer(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        base: UInt8,
        _ text: inout TextBuffer
    ) {
        if let number = NumberValue.wide(plan, node, item, source) {
            text.append(DetailsNumber.text(number, base: base))
            return
        }
        let signed = Int64(bitPattern: item.bits)
        let isNegative = plan.nodes[node].isSigned && signed < 0
        text.append(
            DetailsNumber.text(
                magnitude: isNegative ? signed.magnitude : item.bits,
                isNegative: isNegative,
                base: base
            )
        )
    }
}
