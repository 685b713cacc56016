// SPDX-License-Identifier: Apache-2.0

/// Finds the word that some bytes spell, by their hash.
struct WordTable: Sendable {
    /// The table of all words.
    static let shared = WordTable()
    /// The number of bytes of the longest word.
    static let longest = 48
    private static let mask = 1023

    private struct Slot {
        let word: Word
        let bytes: [UInt8]
        let hash: UInt32
    }

    private var slots: [Slot?] = Array(repeating: nil, count: WordTable.mask + 1)

    private init() {
        for word in Word.allCases {
            let bytes = Array(word.rawValue.utf8)
            var hash = WordTable.seed
            for byte in bytes { hash = WordTable.hash(hash, byte) }
            var place = Int(hash) & WordTable.mask
            while slots[place] != nil { place = (place + 1) & WordTable.mask }
            slots[place] = Slot(word: word, bytes: bytes, hash: hash)
        }
    }

    /// The hash of no byte.
    static let seed: UInt32 = 2_166_136_261

    /// The hash of some bytes and one more.
    static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
        (hash ^ UInt32(byte)) &* 16_777_619
    }

    /// The word that a part of some bytes spells; nil when it is none.
    func word(_ hash: UInt32, _ bytes: [UInt8], _ range: Range<Int>) -> Word? {
        guard range.count <= WordTable.longest else { return nil }
        var place = Int(hash) & WordTable.mask
        while let slot = slots[place] {
            if slot.hash == hash && slot.bytes.count == range.count {
                var isEqual = true
                for (index, byte) in slot.bytes.enumerated()
                where bytes[range.lowerBound + index] != byte { isEqual = false }
                if isEqual { return slot.word }
            }
            place = (place + 1) & WordTable.mask
        }
        return nil
    }
}
