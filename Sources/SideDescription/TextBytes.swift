// SPDX-License-Identifier: Apache-2.0

/// A text as a key that is equal to another only if the bytes are.
///
/// Texts of Swift are equal where Unicode says so, for example with an accent in one character or
/// in two; names of programs are what they are.
struct TextBytes: Comparable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: TextBytes, right: TextBytes) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    static func < (left: TextBytes, right: TextBytes) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
