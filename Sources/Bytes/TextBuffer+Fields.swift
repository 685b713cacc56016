// SPDX-License-Identifier: Apache-2.0

extension TextBuffer {
    /// Appends the lowest bytes of a word, the least significant one first.
    ///
    /// - Parameters:
    ///   - word: the value.
    ///   - byteCount: how many of its bytes to append; from 0 to 8.
    @inlinable
    @inline(__always)
    public mutating func append(word: UInt64, byteCount: Int) {
        precondition(byteCount >= 0 && byteCount <= 8)
        reserve(byteCount)
        // SAFETY: reserve made room for the bytes, and the slack behind the capacity is larger than
        // a word, so that all of it can be stored in one step.
        unsafe base.storeBytes(of: word.littleEndian, toByteOffset: _count, as: UInt64.self)
        _count &+= byteCount
    }

    /// Appends zeros.
    public mutating func append(zeros byteCount: Int) {
        guard byteCount > 0 else { return }
        reserve(byteCount)
        // SAFETY: reserve made room for the bytes.
        unsafe (base + _count).initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
        _count &+= byteCount
    }

    /// The byte at an offset, which must be below the count.
    public subscript(_ offset: Int) -> UInt8 {
        @inlinable
        @inline(__always)
        get {
            precondition(offset >= 0 && offset < _count)
            // SAFETY: the offset was checked.
            return unsafe base.load(fromByteOffset: offset, as: UInt8.self)
        }
        @inlinable
        @inline(__always)
        set {
            precondition(offset >= 0 && offset < _count)
            // SAFETY: the offset was checked.
            unsafe base.storeBytes(of: newValue, toByteOffset: offset, as: UInt8.self)
        }
    }

    /// Replaces eight bytes by a word, the least significant byte first; an offset at which there
    /// are fewer bytes changes nothing.
    public mutating func replace(at offset: Int, by word: UInt64) {
        guard offset >= 0, offset <= _count &- 8 else { return }
        // SAFETY: the eight bytes were found to lie inside the buffer.
        unsafe base.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
    }
}
