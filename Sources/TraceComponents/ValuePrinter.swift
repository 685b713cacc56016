// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// Prints decoded values in the form of Babeltrace's `sink.text.pretty`.
///
/// A BLOB, for which that sink has no settled form, is printed as its bytes in hexadecimal.
struct ValuePrinter {
    let isColored: Bool

    /// Prints the members of a scope's structure; nothing of fields that only serve the reader.
    ///
    /// - Returns: whether anything was printed.
    func printScope(
        _ values: FieldValues,
        window: [UInt8],
        skippingRoles: Bool,
        into text: inout TextBuffer
    ) -> Bool {
        guard let root = values.values.first, root.kind == .structure else { return false }
        if skippingRoles,
            values.values.dropFirst().allSatisfy({ $0.kind == .end || $0.node.hasRole })
        {
            return false
        }
        var index = 0
        print(values.values, &index, window, skippingRoles, &text)
        return true
    }

    private func print(
        _ values: [FieldValues.Value],
        _ index: inout Int,
        _ window: [UInt8],
        _ skippingRoles: Bool,
        _ text: inout TextBuffer
    ) {
        let value = values[index]
        index += 1
        switch value.kind {
        case .structure:
            printMembers(values, &index, window, skippingRoles, &text)
        case .array:
            printElements(values, &index, window, &text)
        case .wrapper:
            text.append("{ ")
            print(values, &index, window, false, &text)
            text.append(" }")
            index += 1
        case .none:
            text.append("<none>")
        case .number:
            printNumber(value, &text)
        case .string:
            colored(.value, &text) { printString(value, window, &$0) }
        case .blob:
            colored(.value, &text) { printBlob(window[value.range], &$0) }
        case .end:
            break
        }
    }

    private func printMembers(
        _ values: [FieldValues.Value],
        _ index: inout Int,
        _ window: [UInt8],
        _ skippingRoles: Bool,
        _ text: inout TextBuffer
    ) {
        text.append("{")
        var isFirst = true
        while values[index].kind != .end {
            if skippingRoles, values[index].node.hasRole {
                index += 1
                continue
            }
            text.append(isFirst ? " " : ", ")
            isFirst = false
            colored(.fieldName, &text) { $0.append(values[index].node.name) }
            text.append(" = ")
            print(values, &index, window, false, &text)
        }
        index += 1
        text.append(" }")
    }

    private func printElements(
        _ values: [FieldValues.Value],
        _ index: inout Int,
        _ window: [UInt8],
        _ text: inout TextBuffer
    ) {
        text.append("[")
        var count: UInt64 = 0
        while values[index].kind != .end {
            text.append(count == 0 ? " [" : ", [")
            text.append(count)
            text.append("] = ")
            print(values, &index, window, false, &text)
            count += 1
        }
        index += 1
        text.append(" ]")
    }

    private func colored(
        _ color: TextStyle.Color,
        _ text: inout TextBuffer,
        _ body: (inout TextBuffer) -> Void
    ) {
        if isColored { text.append(color.code) }
        body(&text)
        if isColored { text.append(TextStyle.Color.reset.code) }
    }
}

extension ValuePrinter {
    private func printNumber(_ value: FieldValues.Value, _ text: inout TextBuffer) {
        switch value.node.fieldClass.kind {
        case .boolean:
            colored(.value, &text) { $0.append(value.bits == 0 ? "false" : "true") }
        case .float(let length):
            colored(.value, &text) {
                $0.append(NumberText.sixDigits(Self.double(value.bits, length.bits)))
            }
        case .bitArray(let length), .bitMap(let length, _):
            colored(.value, &text) { Self.printHexadecimal(value.bits, length.bits, &$0) }
        case .integer(let length, let properties):
            printInteger(value.bits, length.bits, properties, &text)
        case .variableLengthInteger(let properties):
            printInteger(value.bits, 64, properties, &text)
        default:
            break
        }
    }

    private static func double(_ bits: UInt128, _ width: UInt64) -> Double {
        switch width {
        case 16: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
        case 32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case 64: Double(bitPattern: UInt64(truncatingIfNeeded: bits))
        default: quadruple(bits)
        }
    }

    /// The nearest double of a number in IEEE 754 binary128.
    private static func quadruple(_ bits: UInt128) -> Double {
        let exponent = Int(truncatingIfNeeded: bits >> 112) & 0x7FFF
        let fraction = bits & ((1 << 112) - 1)
        let sign: FloatingPointSign = bits >> 127 == 0 ? .plus : .minus
        if exponent == 0x7FFF {
            return fraction != 0 ? .nan : sign == .plus ? .infinity : -.infinity
        }
        guard exponent != 0 else { return sign == .plus ? 0 : -0.0 }
        let significand = 1 + Double(UInt64(truncatingIfNeeded: fraction >> 60)) / 0x1p52
        return Double(sign: sign, exponent: exponent - 16_383, significand: significand)
    }

    private func printInteger(
        _ bits: UInt128,
        _ width: UInt64,
        _ properties: IntegerProperties,
        _ text: inout TextBuffer
    ) {
        guard !properties.mappings.isEmpty else {
            colored(.value, &text) { Self.printPlain(bits, width, properties, &$0) }
            return
        }
        let number = Int128(truncatingIfNeeded: bits)
        let labels = properties.mappings.filter { $0.ranges.contains { $0.contains(number) } }
        text.append("( ")
        if labels.isEmpty {
            colored(.unknown, &text) { $0.append("<unknown>") }
        }
        for (index, label) in labels.enumerated() {
            if index > 0 { text.append(", ") }
            colored(.value, &text) {
                $0.append(byte: 0x22)
                $0.append(label.name)
                $0.append(byte: 0x22)
            }
        }
        text.append(" : ")
        colored(.fieldName, &text) { $0.append("container") }
        text.append(" = ")
        colored(.value, &text) { Self.printPlain(bits, width, properties, &$0) }
        text.append(" )")
    }

    private static func printPlain(
        _ bits: UInt128,
        _ width: UInt64,
        _ properties: IntegerProperties,
        _ text: inout TextBuffer
    ) {
        let mask: UInt128 = width >= 128 ? .max : (1 << UInt128(width)) - 1
        switch properties.displayBase {
        case 16:
            printHexadecimal(bits & mask, properties.isSigned ? width : 0, &text)
        case 8:
            text.append("0")
            let isNegative = properties.isSigned && Int128(bitPattern: bits) < 0
            let digits = isNegative ? Int(width + 2) / 3 : octalDigits(bits & mask)
            text.append(isNegative ? bits : bits & mask, bitsPerDigit: 3, digits: digits)
        case 2:
            text.append("0b")
            text.append(bits & mask, bitsPerDigit: 1, digits: Int(width))
        default:
            let number = Int128(bitPattern: bits)
            if properties.isSigned && number < 0 {
                text.append("-")
                text.append(wide: number.magnitude)
            } else {
                text.append(wide: bits)
            }
        }
    }

    /// Without leading zeros, but for a negative number of a width its whole two's complement.
    private static func printHexadecimal(
        _ bits: UInt128,
        _ width: UInt64,
        _ text: inout TextBuffer
    ) {
        text.append("0x")
        text.append(bits, bitsPerDigit: 4, digits: (131 - bits.leadingZeroBitCount) / 4)
    }

    private static func octalDigits(_ bits: UInt128) -> Int {
        (130 - bits.leadingZeroBitCount) / 3
    }

    private func printString(
        _ value: FieldValues.Value,
        _ window: [UInt8],
        _ text: inout TextBuffer
    ) {
        text.append(byte: 0x22)
        var encoding = StringEncoding.utf8
        if case .string(_, let given) = value.node.fieldClass.kind { encoding = given }
        if encoding == .utf8 {
            for index in value.range { Self.printEscaped(window[index], &text) }
        } else {
            for byte in TextDecoding.utf8(window[value.range], encoding) {
                Self.printEscaped(byte, &text)
            }
        }
        text.append(byte: 0x22)
    }

    private static func printEscaped(_ byte: UInt8, _ text: inout TextBuffer) {
        switch byte {
        case 0x22: text.append("\\\"")
        case 0x27: text.append("\\'")
        case 0x3F: text.append("\\?")
        case 0x5C: text.append("\\\\")
        case 0x07: text.append("\\a")
        case 0x08: text.append("\\b")
        case 0x1B: text.append("\\e")
        case 0x0C: text.append("\\f")
        case 0x0A: text.append("\\n")
        case 0x0D: text.append("\\r")
        case 0x09: text.append("\\t")
        case 0x0B: text.append("\\v")
        case 0x00: text.append("\\0")
        case ..<0x20, 0x7F:
            let digits = Array("0123456789abcdef".utf8)
            text.append("\\x")
            text.append(byte: digits[Int(byte >> 4)])
            text.append(byte: digits[Int(byte & 15)])
        default: text.append(byte: byte)
        }
    }

    private func printBlob(_ bytes: ArraySlice<UInt8>, _ text: inout TextBuffer) {
        text.append("[")
        for byte in bytes {
            text.append(" 0x")
            text.append(UInt128(byte), bitsPerDigit: 4, digits: 2)
        }
        text.append(" ]")
    }
}
