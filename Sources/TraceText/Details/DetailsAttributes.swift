// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls
internal import TraceModel

extension DetailsWriter {
    /// Appends user attributes below a title, if there are some.
    mutating func attributes(
        _ attributes: Attributes,
        title: String = "User attributes",
        _ text: inout TextBuffer
    ) {
        guard !attributes.isEmpty else { return }
        property(title, &text)
        text.append(byte: 0x0A)
        level += 1
        entries(attributes, &text)
        level -= 1
    }

    private mutating func entries(_ attributes: Attributes, _ text: inout TextBuffer) {
        let sorted = attributes.entries.sorted {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
        for entry in sorted {
            indent(&text)
            colored(colors.member, entry.name, &text)
            text.append(byte: 0x3A)
            value(entry.value, &text)
        }
    }

    /// Appends a value behind a name, and what is inside it; the metadata bounds the nesting.
    private mutating func value(_ attribute: AttributeValue, _ text: inout TextBuffer) {
        switch attribute {
        case .array(let elements) where !elements.isEmpty:
            text.append(" Length ")
            value(DetailsNumber.text(UInt64(elements.count)), &text)
            text.append(":\n")
            level += 1
            for (index, element) in elements.enumerated() {
                indent(&text)
                text.append(byte: 0x5B)
                text.append(DetailsNumber.text(UInt64(index)))
                text.append("]:")
                value(element, &text)
            }
            level -= 1
            return
        case .object(let object) where !object.isEmpty:
            text.append(byte: 0x0A)
            level += 1
            entries(object, &text)
            level -= 1
            return
        default: break
        }
        text.append(byte: 0x20)
        switch attribute {
        case .null: colored(colors.nothing, "Null", &text)
        case .boolean(let boolean): value(boolean, &text)
        case .integer(let integer): value(Self.number(integer), &text)
        case .real(let number): value(FloatingPointText.sixDecimals(number), &text)
        case .string(let string): value(string, &text)
        case .array, .object: colored(colors.nothing, "Empty", &text)
        }
        text.append(byte: 0x0A)
    }

    /// An integer of any sign in decimal.
    static func number(_ integer: Int128) -> [UInt8] {
        if let small = UInt64(exactly: integer.magnitude) {
            return DetailsNumber.text(magnitude: small, isNegative: integer < 0, base: 10)
        }
        return Array("\(integer)".utf8)
    }
}
