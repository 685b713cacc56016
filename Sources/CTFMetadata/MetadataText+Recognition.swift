// SPDX-License-Identifier: Apache-2.0

extension MetadataText {
    /// Whether bytes can be meant as a metadata stream, so that a reader can tell what is wrong.
    ///
    /// A metadata stream is CTF 2, packets, or TSDL text, which need not begin with its comment. It
    /// may also be empty, because a tracer ended early, or damaged by an editor's byte order mark.
    ///
    /// - Parameter bytes: the content of a file called `metadata`.
    /// - Returns: whether it can.
    public static func looksLikeMetadata(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return true }
        return first == FragmentSequence.recordSeparator || bytes.starts(with: byteOrderMark)
            || MetadataPacketHeader.byteOrder(bytes[...]) != nil
            || bytes.starts(with: "/* CTF".utf8) || startsWithStatement(bytes[...])
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The words that a statement of TSDL can begin with.
    private static let firstWords: Set<String> = [
        "trace", "env", "clock", "stream", "event", "callsite", "typealias", "typedef", "struct",
        "variant", "enum", "integer", "floating_point", "string", "const",
    ]

    /// Whether a text, behind blanks and comments, begins with a word that begins a statement.
    private static func startsWithStatement(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let byte = rest.first {
            if [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20].contains(byte) {
                rest = rest.dropFirst()
            } else if rest.starts(with: "//".utf8) {
                rest = rest.drop { $0 != 0x0A }
            } else if rest.starts(with: "/*".utf8) {
                rest = afterComment(rest)
            } else {
                break
            }
        }
        // A longer word is none of them, so that the length of the text does not matter.
        let word = rest.prefix(16).prefix { $0.isWordStart || $0.isDigit }
        return firstWords.contains(String(decoding: word, as: UTF8.self))
    }

    private static func afterComment(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes.dropFirst(2)
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "*") && rest.first == UInt8(ascii: "/") {
                return rest.dropFirst()
            }
        }
        return rest
    }
}
