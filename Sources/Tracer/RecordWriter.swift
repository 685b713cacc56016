// SPDX-License-Identifier: Apache-2.0

public import CPlume

/// Writes the fields of one record into a staging area, packed and little-endian.
///
/// What does not fit is not written and marks the record as overflowed; the tracer then starts over
/// in a larger area. Writing never allocates, locks or calls the system, so it is signal-safe.
@safe
public struct RecordWriter: ~Copyable {
    @usableFromInline let base: UnsafeMutableRawPointer
    @usableFromInline let capacity: Int
    @usableFromInline var offset: Int
    @usableFromInline var isOverflowed: Bool

    @unsafe
    @inlinable
    init(base: UnsafeMutableRawPointer, capacity: Int) {
        unsafe self.base = base
        self.capacity = capacity
        offset = 0
        isOverflowed = false
    }

    /// Whether everything has found room so far; when not, the rest need not be written.
    @inlinable
    @inline(__always)
    public var hasRoom: Bool { !isOverflowed }

    /// Appends the bytes of a number in the machine's order.
    @inlinable
    @inline(__always)
    public mutating func append<Number: BitwiseCopyable>(_ number: Number) {
        let size = MemoryLayout<Number>.size
        guard capacity &- offset >= size else {
            isOverflowed = true
            return
        }
        // SAFETY: size bytes from offset on lie inside the area.
        unsafe base.storeBytes(of: number, toByteOffset: offset, as: Number.self)
        offset &+= size
    }

    /// Appends a text and the NUL that ends it.
    ///
    /// A NUL inside the text ends it early.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: String) {
        let fits: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
            // SAFETY: the buffer is valid inside the closure.
            unsafe appendText(UnsafeRawBufferPointer(bytes))
        }
        if fits == nil { appendBytewise(text) }
    }

    /// Appends a part of a text and the NUL that ends it.
    ///
    /// A NUL inside the part ends it early.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: Substring) {
        let fits: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
            // SAFETY: the buffer is valid inside the closure.
            unsafe appendText(UnsafeRawBufferPointer(bytes))
        }
        if fits == nil { appendBytewise(text) }
    }

    /// Appends a literal text and the NUL that ends it.
    @inlinable
    public mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes in
            // SAFETY: the buffer is valid inside the closure.
            unsafe appendText(UnsafeRawBufferPointer(bytes))
        }
    }

    /// Appends raw bytes as they are.
    @inlinable
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard capacity &- offset >= bytes.count else {
            isOverflowed = true
            return
        }
        if let source = bytes.baseAddress {
            // SAFETY: the count was compared with the room that is left.
            unsafe (base + offset).copyMemory(from: source, byteCount: bytes.count)
        }
        offset &+= bytes.count
    }

    /// Appends the count of elements as 32 bits and then the bytes of each.
    @inlinable
    public mutating func append<Element: BitwiseCopyable>(elementsOf elements: [Element]) {
        append(UInt32(truncatingIfNeeded: elements.count))
        // SAFETY: the buffer is valid inside the closure, and elements have no padding that
        // matters: only scalars are recorded so.
        unsafe elements.withUnsafeBytes { bytes in unsafe append(bytes) }
    }

    /// Leaves room for a count that is known after what it counts.
    ///
    /// - Returns: where the count goes.
    mutating func reserveCount() -> Int {
        let mark = offset
        append(UInt32(0))
        return mark
    }

    /// Gives up at once on more elements than any record has bytes.
    mutating func expect(_ count: Int) {
        if count > RecordLimits.maximumPayloadBytes { isOverflowed = true }
    }

    /// Writes a count to where room was left for it.
    mutating func setCount(_ count: UInt32, at mark: Int) {
        if isOverflowed { return }
        // SAFETY: four bytes from the mark on were written before.
        unsafe base.storeBytes(of: count, toByteOffset: mark, as: UInt32.self)
    }

    @unsafe
    @inlinable
    @inline(__always)
    mutating func appendText(_ bytes: UnsafeRawBufferPointer) {
        guard capacity &- offset > bytes.count else {
            isOverflowed = true
            return
        }
        // SAFETY: there is room for all bytes and the NUL.
        let count = unsafe Int(
            plume_copy_text(base + offset, bytes.baseAddress, UInt64(bytes.count))
        )
        unsafe base.storeBytes(of: 0, toByteOffset: offset &+ count, as: UInt8.self)
        offset &+= count &+ 1
    }

    /// Appends as much of a text as fits, up to its first NUL and without one at the end.
    mutating func append(prefixOf text: String) {
        for byte in text.utf8 where offset < capacity {
            if byte == 0 { break }
            append(byte)
        }
    }

    /// Appends a number as decimal digits.
    mutating func append(decimal number: Int64) {
        if number < 0 { append(UInt8(0x2D)) }
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var count = 0
        var rest = number.magnitude
        repeat {
            digits[count] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
            count += 1
            rest /= 10
        } while rest > 0
        for index in (0..<count).reversed() { append(digits[index]) }
    }

    @usableFromInline
    mutating func appendBytewise(_ text: some StringProtocol) {
        for byte in text.utf8 {
            if byte == 0 { break }
            append(byte)
        }
        append(UInt8(0))
    }
}
