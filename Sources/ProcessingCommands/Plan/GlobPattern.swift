// SPDX-License-Identifier: Apache-2.0

/// A pattern in which a star stands for any text, also none.
public struct GlobPattern: Hashable, Sendable {
    private enum Element: Hashable, Sendable {
        case byte(UInt8)
        case anything
    }

    /// Matches any text.
    public static let any = GlobPattern("*")

    private let elements: [Element]

    /// Reads a pattern, in which a backslash makes the next character an ordinary one.
    public init(_ text: String) {
        var elements: [Element] = []
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                elements.append(.byte(byte))
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "*") {
                if elements.last != .anything { elements.append(.anything) }
            } else {
                elements.append(.byte(byte))
            }
        }
        if isEscaped { elements.append(.byte(UInt8(ascii: "\\"))) }
        self.elements = elements
    }

    /// Whether a text matches from its first to its last character.
    ///
    /// The time is at most the product of both lengths, because a star that matched too little is
    /// the only one that is tried again.
    public func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var (element, byte) = (0, 0)
        var retry: (element: Int, byte: Int)?
        while byte < bytes.count {
            if element < elements.count, elements[element] == .anything {
                retry = (element, byte)
                element += 1
            } else if element < elements.count, elements[element] == .byte(bytes[byte]) {
                element += 1
                byte += 1
            } else if let last = retry {
                retry = (last.element, last.byte + 1)
                element = last.element + 1
                byte = last.byte + 1
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { $0 == .anything }
    }
}
