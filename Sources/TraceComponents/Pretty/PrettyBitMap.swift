// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// How the values of a bit map are printed: the names of the bits that are set in the form in which
/// the labels of an enumeration stand, and the bits in base 16.
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
        if names.isEmpty {
            text.append(string: colors.value)
        } else {
            text.append("( ")
            for (index, name) in names.enumerated() {
                if index > 0 { text.append(" | ") }
                text.append(name)
            }
            text.append(colors.labelEnd)
        }
        text.append("0x")
        PrettyText.hexadecimal(words, &text)
        text.append(string: colors.reset)
        if !names.isEmpty { text.append(" )") }
    }
}
