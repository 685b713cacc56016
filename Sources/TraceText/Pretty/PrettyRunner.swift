// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceFields
internal import TraceModel

/// Runs the steps that print the values of a record.
struct PrettyRunner {
    private var loops = ArrayLoops()
    private let unknownLabel: [UInt8]
    private let labelEnd: [UInt8]
    private let printsFlags: Bool
    private let isForPeople: Bool

    init(_ options: PrettyOptions) {
        let colors = PrettyColors(options)
        unknownLabel = Array("\(colors.unknown)<unknown>\(colors.reset)".utf8)
        labelEnd = colors.labelEnd
        printsFlags = options.printsEnumerationFlags
        isForPeople = options.isForPeople
    }

    /// Runs a program over the values of a record.
    ///
    /// The plan is passed as an array and an index, because values seldom need it and reaching for
    /// it counts references.
    mutating func run(
        _ program: PrettyTables.Program,
        of tables: PrettyTables,
        _ plans: [PrettyPlan],
        _ stream: Int,
        _ items: Span<FieldItem>,
        _ bytes: Span<UInt8>,
        _ text: inout TextBuffer
    ) {
        var next = Int(program.start)
        let end = Int(program.end)
        var item = 0
        while next < end {
            let step = tables.steps[next]
            next &+= 1
            if step.operation == .skip {
                item &+= 1
                continue
            }
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
                append(bytes, items[item].range.clamped(to: 0..<bytes.count), &text)
            case .skipOptional:
                if items[item].bits == 0 { next = Int(step.target) }
            case .array:
                let count = items[item].bits
                if count == 0 {
                    text.append(byte: 0x5D)
                    next = Int(step.target)
                } else if step.bits != 0, count <= UInt64(items.count &- item &- 1) {
                    let values = items.extracting((item &+ 1)..<(item &+ 1 &+ Int(count)))
                    printNumbers(values, tables, next, &text)
                    item &+= Int(count)
                    next &+= 3
                } else {
                    loops.begin(count)
                }
            case .element:
                printElement(step, &text)
                continue
            case .nextElement:
                if loops.next() { next = Int(step.target) }
                continue
            case .optional:
                if items[item].bits == 0 {
                    text.append("<none>")
                    next = Int(step.target)
                }
            case .variant:
                next = Int(tables.options[Int(step.target) &+ Int(items[item].bits)])
            case .jump:
                next = Int(step.target)
                continue
            default:
                printRare(step, items[item], tables, plans, stream, bytes, &text)
            }
            item &+= 1
        }
    }

    /// Appends the bytes of a string.
    @inline(__always)
    private func append(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: inout TextBuffer) {
        if isForPeople {
            PrettyText.show(bytes, range, &text)
        } else {
            PrettyText.escape(bytes, range, &text)
        }
    }

    /// Prints the elements of an array of decimal numbers.
    ///
    /// - Parameters:
    ///   - values: the elements.
    ///   - tables: the tables with the steps.
    ///   - first: the first of the three steps of an element.
    ///   - text: receives the elements.
    private func printNumbers(
        _ values: Span<FieldItem>,
        _ tables: PrettyTables,
        _ first: Int,
        _ text: inout TextBuffer
    ) {
        let (element, value) = (tables.steps[first], tables.steps[first &+ 1])
        let end = tables.steps[first &+ 2]
        for index in values.indices {
            if index > 0 { text.append(", ") }
            if element.flag {
                text.append(byte: 0x5B)
                text.append(decimal: UInt64(index))
                text.append("] = ")
            }
            if value.textLength > 0 {
                text.append(tables.text, Int(value.textStart), Int(value.textLength))
            }
            let bits = values[index].bits
            if value.operation == .signed {
                text.append(signed: Int64(bitPattern: bits))
            } else {
                text.append(decimal: bits)
            }
            if end.textLength > 0 {
                text.append(tables.text, Int(end.textStart), Int(end.textLength))
            }
        }
    }

    private func printElement(_ step: PrettyStep, _ text: inout TextBuffer) {
        guard let index = loops.index else { return }
        if index > 0 { text.append(", ") }
        if step.flag {
            text.append(byte: 0x5B)
            text.append(decimal: index)
            text.append("] = ")
        }
    }

    private func printRare(
        _ step: PrettyStep,
        _ item: FieldItem,
        _ tables: PrettyTables,
        _ plans: [PrettyPlan],
        _ stream: Int,
        _ bytes: Span<UInt8>,
        _ text: inout TextBuffer
    ) {
        switch step.operation {
        case .boolean: text.append(item.bits == 0 ? "false" : "true")
        case .bitArray:
            text.append("0x")
            text.append(item.bits, bitsPerDigit: 4)
        case .bitMap: plans[stream].bitMaps[Int(step.target)].print(item, bytes, &text)
        case .float: PrettyText.float(item.bits, bits: step.bits, &text)
        case .enumeration: printEnumeration(step, item, tables, plans, stream, &text)
        case .wide:
            PrettyText.wide(item, plans[stream].wides[Int(step.target)], bytes, &text)
        case .encodedString:
            let range = item.range.clamped(to: 0..<bytes.count)
            let encoded = range.map { bytes[$0] }
            let encoding = plans[stream].encodings[Int(step.target)]
            let utf8 = encoding.utf8(encoded[...])
            append(utf8.span, 0..<utf8.count, &text)
        case .blob:
            PrettyText.blob(bytes, item.range.clamped(to: 0..<bytes.count), &text)
        default:
            if item.byteCount > 0 {
                PrettyText.wide(item, plans[stream].wides[Int(step.target)], bytes, &text)
            } else {
                PrettyText.integer(
                    item.bits,
                    step.operation,
                    bits: step.bits,
                    isSigned: step.flag,
                    &text
                )
            }
        }
    }

    private func printEnumeration(
        _ step: PrettyStep,
        _ item: FieldItem,
        _ tables: PrettyTables,
        _ plans: [PrettyPlan],
        _ stream: Int,
        _ text: inout TextBuffer
    ) {
        let enumeration = tables.enumerations[Int(step.target)]
        var label = PrettyTables.Text(start: 0, length: 0)
        if item.byteCount == 0 && item.bits < UInt64(enumeration.labelCount) {
            label = tables.labels[Int(enumeration.firstLabel) &+ Int(item.bits)]
        }
        if label.length > 0 {
            text.append(tables.text, Int(label.start), Int(label.length))
        } else {
            printLabels(plans[stream].enumerations[Int(step.target)], item, &text)
            text.append(labelEnd)
        }
        PrettyText.integer(
            item.bits,
            enumeration.operation,
            bits: enumeration.bits,
            isSigned: enumeration.isSigned,
            &text
        )
    }

    private func printLabels(
        _ enumeration: EnumerationText,
        _ item: FieldItem,
        _ text: inout TextBuffer
    ) {
        let value =
            enumeration.isSigned
            ? Int128(Int64(bitPattern: item.bits)) : Int128(item.bits)
        var labels = enumeration.labels(of: value)
        var separator = ", "
        if labels.isEmpty && printsFlags, let flags = enumeration.flags(of: item.bits) {
            labels = flags
            separator = " | "
        }
        guard !labels.isEmpty else {
            text.append(unknownLabel)
            return
        }
        for (index, label) in labels.enumerated() {
            if index > 0 { text.append(string: separator) }
            text.append(label)
        }
    }
}

extension PrettyStep.Operation {
    /// Whether the step goes on without a value.
    var takesNoItem: Bool {
        switch self {
        case .text, .element, .nextElement, .jump: true
        default: false
        }
    }
}
