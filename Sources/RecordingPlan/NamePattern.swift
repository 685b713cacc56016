// SPDX-License-Identifier: Apache-2.0

/// A pattern for the full name of an event, in which `*` stands for any text.
public struct NamePattern: Hashable, Sendable, CustomStringConvertible {
    /// The pattern as it was written.
    public let description: String
    private let pattern: [UInt8]

    /// Takes a pattern, for example "kv:*".
    public init(_ text: String) {
        description = text
        pattern = Array(text.utf8)
    }

    /// Whether the pattern stands for the whole of a name.
    public func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        var position = 0
        var place = 0
        // Where to go on when what follows the last star does not fit: one byte further.
        var retry: (position: Int, place: Int)?
        while position < name.count {
            if place < pattern.count, pattern[place] == 0x2A {
                place += 1
                retry = (position, place)
            } else if place < pattern.count, pattern[place] == name[position] {
                place += 1
                position += 1
            } else if let last = retry {
                retry = (last.position + 1, last.place)
                position = last.position + 1
                place = last.place
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == 0x2A }
    }
}
