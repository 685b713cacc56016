// SPDX-License-Identifier: Apache-2.0

/// Finds what somebody meant who wrote a word that is not known.
public enum Suggestion {
    /// The known word that is closest to another one; nil when none is close enough.
    ///
    /// A word is close when few letters have to be added, left out, replaced or swapped, or when
    /// no other known word has the same beginning.
    ///
    /// - Parameters:
    ///   - word: what was written.
    ///   - known: the words that would have been right.
    /// - Returns: the word that was meant.
    public static func closest(to word: String, among known: [String]) -> String? {
        let letters = Array(word.lowercased())
        let limit = max(1, letters.count / 3)
        let found = known.map { (word: $0, distance: distance(letters, Array($0.lowercased()))) }
            .min { $0.distance < $1.distance }
        if letters.count > 2, let found, found.distance <= limit { return found.word }
        let longer = known.filter { $0.lowercased().hasPrefix(word.lowercased()) }
        return letters.count > 2 && longer.count == 1 ? longer[0] : nil
    }

    /// The question that follows a message, with a blank before it; empty when nothing is close.
    public static func question(about word: String, among known: [String]) -> String {
        closest(to: word, among: known).map { " Did you mean `\($0)`?" } ?? ""
    }

    /// How many letters have to be added, left out, replaced or swapped with their neighbour.
    private static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var best = min(last[column + 1], current[column]) + 1
                best = min(best, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == second[column - 1], other == first[row - 1] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}
