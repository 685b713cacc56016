// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceFields
internal import TraceModel

/// How the values of a bit map are printed: the bits in base 16, and the names of those that are
/// set, as Babeltrace 2.1 does.
struct PrettyBitMap: Sendable {
    let layout: BitLayout
    /// The names, ready to be printed.
    let flags: EnumerationText
    let colors: PrettyColors

    /// Appends a value; one without a named bit is a number alone.
    func print(_ item: FieldItem, _ bytes: Span<UInt8>, _ text: inout TextBuffer) {
        var words = [item.bits]
        if layout.lengthBits > 64 {
            let window = bytes.indices.map { bytes[$0] }
            words = WideNumber(layout, isSigned: false, firstBit: item.bits, in: window).words
        }
        let names = flags.names(ofBits: words, count: layout.lengthBits)
        text.append(string: colors.value)
        text.append("0x")
        PrettyText.hexadecimal(words, &text)
        text.append(string: colors.reset)
        if names.isEmpty { return }
        text.append(" { ")
        for (index, name) in names.enumerated() {
            if index > 0 { text.append(", ") }
            text.append(name)
        }
        text.append(" }")
    }
}
