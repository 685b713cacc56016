// SPDX-License-Identifier: Apache-2.0

/// Compares texts.
@usableFromInline
enum TextMatcher {
    /// What ``FilterText/star`` is, for code that other modules inline.
    @inlinable static var star: UInt8 { 0 }

    /// Whether two texts are the same byte for byte.
    @inlinable
    static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
    }

    /// Whether a text has the form of a pattern with stars.
    ///
    /// When a byte does not fit, only the last star takes one more: what fitted before it stays, so
    /// the time is at most the product of the lengths.
    @inlinable
    static func matches(_ text: Span<UInt8>, _ pattern: Span<UInt8>) -> Bool {
        var place = 0
        var wanted = 0
        // Where to go on when something does not fit: behind the last star, and where its run ends.
        var afterStar = -1
        var runEnd = 0
        while place < text.count {
            if wanted < pattern.count, pattern[wanted] == star {
                wanted &+= 1
                afterStar = wanted
                runEnd = place
            } else if wanted < pattern.count, pattern[wanted] == text[place] {
                wanted &+= 1
                place &+= 1
            } else if afterStar >= 0 {
                // A star at the end takes all that is left.
                if afterStar == pattern.count { return true }
                runEnd &+= 1
                place = runEnd
                wanted = afterStar
            } else {
                return false
            }
        }
        if wanted < pattern.count, pattern[wanted] == star { wanted &+= 1 }
        return wanted == pattern.count
    }
}
