// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import Glibc

extension ByteText {
    /// The text that stands for the bytes before a 0.
    @unsafe
    static func text(copying bytes: UnsafePointer<CChar>) -> String {
        // SAFETY: the caller vouches for the 0 at the end.
        let count = unsafe strlen(bytes)
        return unsafe text(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    /// The bytes of a text as C functions take them, with a 0 at the end.
    static func cString(_ text: String) -> [CChar] {
        bytes(text).map { CChar(bitPattern: $0) } + [0]
    }
}
