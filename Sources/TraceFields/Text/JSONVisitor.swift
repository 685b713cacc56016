// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceModel

/// Writes the values of a record as JSON.
struct JSONVisitor: FieldVisitor {
    func beginStructure(_ plan: FieldPlan, _ node: Int, _ text: inout TextBuffer) {
        text.append(byte: 0x7B)
    }

    func beginMember(_ plan: FieldPlan, _ node: Int, number: Int, _ text: inout TextBuffer) {
        if number > 0 { text.append(byte: 0x2C) }
        text.append(plan.names[node])
    }

    func endMember(_ plan: FieldPlan, _ node: Int, _ text: inout TextBuffer) {}

    func endStructure(_ plan: FieldPlan, _ node: Int, count: Int, _ text: inout TextBuffer) {
        text.append(byte: 0x7D)
    }

    func beginArray(_ count: UInt64, _ text: inout TextBuffer) { text.append(byte: 0x5B) }

    func beginElement(_ number: UInt64, _ text: inout TextBuffer) {
        if number > 0 { text.append(byte: 0x2C) }
    }

    func endElement(_ text: inout TextBuffer) {}

    func endArray(_ count: UInt64, _ text: inout TextBuffer) { text.append(byte: 0x5D) }

    func absent(_ text: inout TextBuffer) { text.append("null") }

    func value(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        _ text: inout TextBuffer
    ) {
        let kind = plan.nodes[node].kind
        switch kind {
        case .unsigned where item.byteCount == 0 && !plan.nodes[node].isWide:
            text.append(decimal: item.bits)
        case .string: JSONText.append(source.window.span, source.range(item), &text)
        case .encodedString:
            let utf8 = plan.details[node].encoding.utf8(source.window[source.range(item)])
            JSONText.append(utf8.span, 0..<utf8.count, &text)
        case .boolean:
            let wide = NumberValue.wide(plan, node, item, source)
            let isTrue = wide.map { $0.words.contains { $0 != 0 } } ?? (item.bits != 0)
            text.append(isTrue ? "true" : "false")
        case .real: real(plan, node, item, source, &text)
        case .blob:
            text.append("{\"media_type\":")
            text.append(plan.details[node].mediaType)
            text.append(",\"base64\":\"")
            Base64.append(source.window.span, source.range(item), &text)
            text.append("\"}")
        case .enumeration, .bitMap:
            text.append("{\"value\":")
            NumberValue.append(plan, node, item, source, &text)
            if kind == .enumeration {
                text.append(",\"labels\":[")
            } else {
                text.append(",\"flags\":[")
            }
            let names = NumberValue.labels(plan, node, item, source)
            for (index, name) in names.enumerated() {
                if index > 0 { text.append(byte: 0x2C) }
                text.append(name)
            }
            text.append("]}")
        default: NumberValue.append(plan, node, item, source, &text)
        }
    }

    private func real(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        _ text: inout TextBuffer
    ) {
        let bits = plan.nodes[node].bits
        guard let number = NumberValue.wide(plan, node, item, source) else {
            let value = NumberValue.real(item, bits: bits)
            JSONText.append(value, isSingle: bits == 32, &text)
            return
        }
        // No number of JSON holds these bits for all readers, so they are given as they are, too.
        text.append("{")
        if let quadruple = QuadrupleNumber(number) {
            text.append("\"value\":")
            text.append(string: quadruple.shortest ?? "\"\(quadruple.name)\"")
            text.append(byte: 0x2C)
        }
        text.append("\"bits\":\"")
        for word in number.words.reversed() {
            text.append(word, bitsPerDigit: 4, minimumDigits: 16)
        }
        text.append("\"}")
    }
}
