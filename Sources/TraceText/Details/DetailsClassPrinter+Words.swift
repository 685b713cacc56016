// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceModel

extension DetailsClassPrinter {
    /// Appends the words for a class and the properties that stand behind them in parentheses.
    func appendWords(_ index: Int, _ text: inout TextBuffer) {
        switch tree.nodes[index].fieldClass {
        case .boolean: words("Boolean", &text)
        case .bitArray(let bits): self.bits(bits.layout.lengthBits, flagCount: 0, &text)
        case .bitMap(let map): bits(map.layout.lengthBits, flagCount: map.flags.count, &text)
        case .integer(let integer):
            self.integer(
                integer.isSigned,
                integer.layout.lengthBits,
                integer.base,
                integer.mappings.count,
                &text
            )
        case .variableLengthInteger(let integer):
            self.integer(integer.isSigned, 64, integer.base, integer.mappings.count, &text)
        case .floatingPoint(let number): real(number.layout.lengthBits, &text)
        case .string: words("String", &text)
        case .blob(let blob): self.blob(blob, index, &text)
        case .structure:
            words("Structure", &text)
            text.append(" (")
            let count = tree.nodes[index].children.count { !tree.isHidden($0) }
            writer.count(count, "member", "members", &text)
            text.append(byte: 0x29)
        case .array(let array): self.array(array, index, &text)
        case .optional(let optional): self.optional(optional, index, &text)
        case .variant(let variant): self.variant(variant, index, &text)
        }
    }

    private func words(_ words: String, _ text: inout TextBuffer) {
        writer.colored(writer.colors.fieldClass, words, &text)
    }

    private func bitCount(_ count: Int, _ text: inout TextBuffer) {
        text.append(" (")
        writer.value("\(count)-bit", &text)
    }

    /// A bit map is a bit array whose bits have names.
    private func bits(_ count: Int, flagCount: Int, _ text: inout TextBuffer) {
        words("Bit array", &text)
        bitCount(count, &text)
        text.append(", ")
        writer.count(flagCount, "flag", "flags", &text)
        text.append(byte: 0x29)
    }

    private func integer(
        _ isSigned: Bool,
        _ bits: Int,
        _ base: DisplayBase,
        _ mappingCount: Int,
        _ text: inout TextBuffer
    ) {
        let sign = isSigned ? "Signed" : "Unsigned"
        words("\(sign) \(mappingCount > 0 ? "enumeration" : "integer")", &text)
        bitCount(bits, &text)
        text.append(", Base ")
        writer.value("\(base.rawValue)", &text)
        if mappingCount > 0 {
            text.append(", ")
            writer.count(mappingCount, "mapping", "mappings", &text)
        }
        text.append(byte: 0x29)
    }

    private func real(_ bits: Int, _ text: inout TextBuffer) {
        switch bits {
        case 32: words("Single-precision real", &text)
        case 64: words("Double-precision real", &text)
        default:
            words("Real", &text)
            bitCount(bits, &text)
            text.append(byte: 0x29)
        }
    }

    private func blob(_ blob: BLOBFieldClass, _ index: Int, _ text: inout TextBuffer) {
        switch blob.lengthBytes {
        case .fixed(let length):
            words("Static BLOB", &text)
            text.append(" (Length ")
            writer.value(DetailsNumber.text(length), &text)
            text.append(", ")
        case .field(let location):
            let path = fieldPath(location, from: index)
            words("Dynamic BLOB (\(path == nil ? "no" : "with") length field)", &text)
            text.append(" (")
            if let path {
                self.path("Length", path, &text)
                text.append(", ")
            }
        }
        text.append("Media type ")
        writer.value(blob.mediaType, &text)
        text.append(byte: 0x29)
    }

    private func array(_ array: ArrayFieldClass, _ index: Int, _ text: inout TextBuffer) {
        switch array.length {
        case .fixed(let length):
            words("Static array", &text)
            text.append(" (Length ")
            writer.value(DetailsNumber.text(length), &text)
            text.append(byte: 0x29)
        case .field(let location):
            let path = fieldPath(location, from: index)
            words("Dynamic array (\(path == nil ? "no" : "with") length field)", &text)
            if let path {
                text.append(" (")
                self.path("Length", path, &text)
                text.append(byte: 0x29)
            }
        }
    }

    private func optional(_ optional: OptionalFieldClass, _ index: Int, _ text: inout TextBuffer) {
        guard let path = fieldPath(optional.selector, from: index) else {
            words("Option (no selector)", &text)
            return
        }
        let kind =
            optional.selectorRanges == nil
            ? "boolean" : isSigned(optional.selector, index) ? "signed integer" : "unsigned integer"
        words("Option (\(kind) selector)", &text)
        text.append(" (")
        self.path("Selector", path, &text)
        text.append(byte: 0x29)
    }

    private func variant(_ variant: VariantFieldClass, _ index: Int, _ text: inout TextBuffer) {
        let path = fieldPath(variant.selector, from: index)
        if path == nil {
            words("Variant (no selector)", &text)
        } else {
            let sign = isSigned(variant.selector, index) ? "signed" : "unsigned"
            words("Variant (\(sign) integer selector)", &text)
        }
        text.append(" (")
        writer.count(variant.options.count, "option", "options", &text)
        if let path {
            text.append(", ")
            self.path("Selector", path, &text)
        }
        text.append(byte: 0x29)
    }

    private func isSigned(_ location: FieldLocation, _ index: Int) -> Bool {
        guard let target = (try? tree.targets(of: location, from: index))?.first else {
            return false
        }
        return switch tree.nodes[target].fieldClass {
        case .integer(let integer): integer.isSigned
        case .variableLengthInteger(let integer): integer.isSigned
        default: false
        }
    }

    /// Where a length or a selector is; nil when it is not shown.
    func fieldPath(_ location: FieldLocation, from index: Int) -> DetailsFieldPath? {
        DetailsFieldPath(location, from: index, in: tree, isNamed: isCTF2)
    }

    private func path(_ name: String, _ path: DetailsFieldPath, _ text: inout TextBuffer) {
        text.append(string: name)
        text.append(isCTF2 ? " field location [" : " field path [")
        writer.value(path.root, &text)
        text.append(": ")
        for (number, step) in path.steps.enumerated() {
            if number > 0 { text.append(", ") }
            writer.value(step, &text)
        }
        text.append("]")
    }
}
