// SPDX-License-Identifier: Apache-2.0

/// Finds out how much of a TSDL text, which is still being written, is whole.
enum TSDLBlocks {
    private enum State {
        case code
        case quote(UInt8)
        case lineComment
        case comment
    }

    /// The count of bytes up to the end of the last statement outside of all braces.
    ///
    /// What follows is a part of a statement, a comment or white space.
    static func wholeLength(of text: [UInt8]) -> Int {
        var whole = 0
        var depth = 0
        var state = State.code
        var index = 0
        while index < text.count {
            let byte = text[index]
            let next = index + 1 < text.count ? text[index + 1] : 0
            index += 1
            switch state {
            case .code:
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "'"): state = .quote(byte)
                case UInt8(ascii: "/") where next == UInt8(ascii: "/"): state = .lineComment
                case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
                    state = .comment
                    index += 1
                case UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "}"): depth = max(depth - 1, 0)
                case UInt8(ascii: ";") where depth == 0: whole = index
                default: break
                }
            case .quote(let quote):
                if byte == UInt8(ascii: "\\") {
                    index += 1
                } else if byte == quote {
                    state = .code
                }
            case .lineComment:
                if byte == 0x0A { state = .code }
            case .comment:
                if byte == UInt8(ascii: "*") && next == UInt8(ascii: "/") {
                    state = .code
                    index += 1
                }
            }
        }
        return whole
    }
}
