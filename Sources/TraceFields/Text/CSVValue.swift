// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceModel

/// Single values as cells.
enum CSVValue {
    /// Appends a value that is no compound one, as a cell.
    static func append(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        writesLabels: Bool,
        _ text: inout TextBuffer
    ) {
        switch plan.nodes[node].kind {
        case .string: CSVText.append(source.window.span, source.range(item), &text)
        case .encodedString:
            let bytes = source.window[source.range(item)]
            CSVText.append(plan.details[node].encoding.utf8(bytes), &text)
        case .boolean:
            let wide = NumberValue.wide(plan, node, item, source)
            let isTrue = wide.map { $0.words.contains { $0 != 0 } } ?? (item.bits != 0)
            text.append(isTrue ? "true" : "false")
        case .blob: Base64.append(source.window.span, source.range(item), &text)
        case .real: real(plan, node, item, source, &text)
        case .enumeration, .bitMap:
            let labels = writesLabels ? NumberValue.labels(plan, node, item, source) : []
            if labels.isEmpty {
                NumberValue.append(plan, node, item, source, &text)
            } else {
                CSVText.append(Array(labels.joined(separator: [0x7C])), &text)
            }
        default: NumberValue.append(plan, node, item, source, &text)
        }
    }

    private static func real(
        _ plan: FieldPlan,
        _ node: Int,
        _ item: FieldItem,
        _ source: FieldSource,
        _ text: inout TextBuffer
    ) {
        if let number = NumberValue.wide(plan, node, item, source) {
            if let quadruple = QuadrupleNumber(number) {
                text.append(string: quadruple.shortest ?? quadruple.name)
                return
            }
            text.append("0x")
            for word in number.words.reversed() {
                text.append(word, bitsPerDigit: 4, minimumDigits: 16)
            }
            return
        }
        let bits = plan.nodes[node].bits
        let value = NumberValue.real(item, bits: bits)
        if value.isNaN {
            text.append("NaN")
        } else if value.isInfinite {
            text.append(value < 0 ? "-Infinity" : "Infinity")
        } else {
            JSONText.append(value, isSingle: bits == 32, &text)
        }
    }
}
