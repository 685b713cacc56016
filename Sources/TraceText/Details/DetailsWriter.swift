// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import TraceModel

/// The lines and words that descriptions are made of.
struct DetailsWriter {
    /// The codes of the parts.
    let colors: DetailsColors
    /// How deep lines are indented, in steps of two spaces.
    var level = 0

    /// Appends the indentation of a line.
    func indent(_ text: inout TextBuffer) {
        for _ in 0..<level { text.append("  ") }
    }

    /// Appends a text in a colour.
    func colored(_ color: String, _ string: String, _ text: inout TextBuffer) {
        text.append(string: color)
        text.append(string: string)
        text.append(string: colors.reset)
    }

    /// Appends bytes in the colour of values.
    func value(_ bytes: [UInt8], _ text: inout TextBuffer) {
        text.append(string: colors.value)
        text.append(bytes)
        text.append(string: colors.reset)
    }

    /// Appends a text in the colour of values.
    func value(_ string: String, _ text: inout TextBuffer) {
        colored(colors.value, string, &text)
    }

    /// Appends `Yes` or `No`.
    func value(_ boolean: Bool, _ text: inout TextBuffer) {
        colored(boolean ? colors.yes : colors.no, boolean ? "Yes" : "No", &text)
    }

    /// Appends a word for the absence of a value, and the end of the line.
    func nothing(_ word: String, _ text: inout TextBuffer) {
        text.append(byte: 0x20)
        colored(colors.nothing, word, &text)
        text.append(byte: 0x0A)
    }

    /// Appends the line that names an event record.
    func eventHead(_ event: CompiledEventClass, isCompact: Bool, _ text: inout TextBuffer) {
        colored(colors.title, "Event", &text)
        if let name = event.name {
            text.append(" `")
            text.append(string: colors.name)
            text.append(name)
            text.append(string: colors.reset)
            text.append("`")
        }
        text.append(isCompact ? " (" : " (Class ID ")
        value(DetailsNumber.text(event.eventClass.id), &text)
        text.append(isCompact ? ")\n" : "):\n")
    }

    /// Appends a count and a noun in its number.
    func count(_ count: Int, _ one: String, _ many: String, _ text: inout TextBuffer) {
        value(DetailsNumber.text(UInt64(count)), &text)
        text.append(string: count == 1 ? " \(one)" : " \(many)")
    }

    /// Appends the indented name of a property and a colon.
    func property(_ name: String, _ text: inout TextBuffer) {
        indent(&text)
        colored(colors.property, name, &text)
        text.append(byte: 0x3A)
    }

    /// Appends a line with a property.
    func line(_ name: String, _ string: String, _ text: inout TextBuffer) {
        property(name, &text)
        text.append(byte: 0x20)
        value(string, &text)
        text.append(byte: 0x0A)
    }

    /// Appends a line with a property, if it has a value.
    func line(_ name: String, optional: String?, _ text: inout TextBuffer) {
        if let optional { line(name, optional, &text) }
    }

    /// Appends a line with a number as property.
    func line(_ name: String, number: [UInt8], _ text: inout TextBuffer) {
        property(name, &text)
        text.append(byte: 0x20)
        value(number, &text)
        text.append(byte: 0x0A)
    }

    /// Appends a line with a truth as property.
    func line(_ name: String, _ boolean: Bool, _ text: inout TextBuffer) {
        property(name, &text)
        text.append(byte: 0x20)
        value(boolean, &text)
        text.append(byte: 0x0A)
    }
}
