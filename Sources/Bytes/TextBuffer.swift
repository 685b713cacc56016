// SPDX-License-Identifier: Apache-2.0

/// Bytes that grow at their end, for text that is made in large amounts.
///
/// Appending allocates only while the buffer grows; ``removeAll()`` keeps the memory.
@safe
public struct TextBuffer: ~Copyable, @unchecked Sendable {
    /// No single append of a literal copies in longer steps.
    @usableFromInline static let slack = 32

    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    /// How many bytes there are.
    public var count: Int {
        @inlinable
        @inline(__always)
        get { _count }
    }
    @usableFromInline var _count = 0
    /// The digits of all numbers below 10,000; the buffer has it at hand for numbers in decimal.
    @usableFromInline let fourDigits = DecimalDigits.four

    /// Makes an empty buffer with room for some bytes.
    public init(capacity: Int = 4_096) {
        self.capacity = max(capacity, 256)
        // SAFETY: the memory is freed by deinit and nowhere else.
        unsafe base = .allocate(byteCount: self.capacity + Self.slack, alignment: 16)
    }

    deinit { unsafe base.deallocate() }

    /// Forgets the bytes and keeps the memory.
    @inlinable
    public mutating func removeAll() { _count = 0 }

    /// Forgets the bytes after some.
    @inlinable
    public mutating func truncate(to count: Int) { _count = min(_count, max(0, count)) }

    /// Makes sure that some further bytes fit.
    @inlinable
    @inline(__always)
    public mutating func reserve(_ more: Int) {
        if _count &+ more > capacity { grow(more) }
    }

    /// Never inlined, so that what is appended very often stays in registers.
    @usableFromInline
    @inline(never)
    mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, _count + more)
        // SAFETY: the new memory is larger than the old one, whose first count bytes are copied.
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: larger + Self.slack,
            alignment: 16
        )
        unsafe memory.copyMemory(from: base, byteCount: _count)
        unsafe base.deallocate()
        unsafe base = memory
        capacity = larger
    }

    /// Appends one byte.
    @inlinable
    @inline(__always)
    public mutating func append(byte: UInt8) {
        reserve(1)
        // SAFETY: reserve made room for the byte.
        unsafe base.storeBytes(of: byte, toByteOffset: _count, as: UInt8.self)
        _count &+= 1
    }

    /// Appends a range of bytes; a range outside of them appends nothing.
    @inlinable
    @inline(__always)
    public mutating func append(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) {
        unsafe bytes.withUnsafeBytes { source in
            // SAFETY: the buffer holds as many bytes as it says.
            unsafe append(source.baseAddress, source.count, start, length)
        }
    }

    /// Appends a range of constant bytes; a range outside of them appends nothing.
    @inlinable
    @inline(__always)
    public mutating func append(_ bytes: ConstantArray<UInt8>, _ start: Int, _ length: Int) {
        // SAFETY: the constant holds as many bytes as it says.
        unsafe append(UnsafeRawPointer(bytes.base), bytes.count, start, length)
    }

    /// Appends a range of bytes, short ones in two fixed steps when so many may be read.
    @unsafe
    @inlinable
    @inline(__always)
    mutating func append(
        _ bytes: UnsafeRawPointer?,
        _ count: Int,
        _ start: Int,
        _ length: Int
    ) {
        guard length >= 0, length <= Self.slack, start >= 0, start <= count &- Self.slack,
            let bytes = unsafe bytes
        else { return unsafe appendLong(bytes, count, start, length) }
        reserve(length)
        // SAFETY: as many bytes as the slack lie inside the source, and reserve made room for the
        // length, behind which the buffer has slack too.
        let from = unsafe bytes + start
        let to = unsafe base + _count
        let low = unsafe from.loadUnaligned(as: SIMD16<UInt8>.self)
        let high = unsafe from.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
        unsafe to.storeBytes(of: low, as: SIMD16<UInt8>.self)
        unsafe to.storeBytes(of: high, toByteOffset: 16, as: SIMD16<UInt8>.self)
        _count &+= length
    }

    /// Appends a range of bytes; a range outside of them appends nothing.
    @unsafe
    @usableFromInline
    @inline(never)
    mutating func appendLong(
        _ bytes: UnsafeRawPointer?,
        _ count: Int,
        _ start: Int,
        _ length: Int
    ) {
        guard start >= 0, length > 0, length <= count &- start, let bytes = unsafe bytes else {
            return
        }
        reserve(length)
        // SAFETY: the range lies inside the source, and reserve made room.
        unsafe (base + _count).copyMemory(from: bytes + start, byteCount: length)
        _count &+= length
    }

    /// Appends all bytes of an array.
    @inlinable
    public mutating func append(_ bytes: [UInt8]) { append(bytes.span, 0, bytes.count) }

    /// Appends a literal.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        reserve(length)
        // SAFETY: the literal has so many bytes, and reserve made room for them.
        unsafe (base + _count).copyMemory(from: text.utf8Start, byteCount: length)
        _count &+= length
    }

    /// Appends a text in UTF-8.
    public mutating func append(string text: String) {
        for byte in text.utf8 { append(byte: byte) }
    }

    /// Appends a range of the bytes of another buffer; it is cut to those that there are.
    public mutating func append(_ other: borrowing TextBuffer, _ range: Range<Int>) {
        let range = range.clamped(to: 0..<other.count)
        reserve(range.count)
        // SAFETY: both ranges lie inside their buffers, which are different ones.
        unsafe (base + _count).copyMemory(
            from: other.base + range.lowerBound,
            byteCount: range.count
        )
        _count += range.count
    }

    /// Appends a range of the buffer's own bytes once more; one outside of them appends nothing.
    @inlinable
    @inline(__always)
    public mutating func appendAgain(_ range: Range<Int>) {
        guard range.lowerBound >= 0, range.upperBound <= _count else { return }
        let length = range.count
        reserve(length)
        // SAFETY: the range lies before the end, and reserve made room for as many bytes behind it,
        // with slack for the last step, which reads no further than it writes.
        let from = unsafe base + range.lowerBound
        let to = unsafe base + _count
        var done = 0
        while done < length {
            let part = unsafe from.loadUnaligned(fromByteOffset: done, as: SIMD16<UInt8>.self)
            unsafe to.storeBytes(of: part, toByteOffset: done, as: SIMD16<UInt8>.self)
            done &+= 16
        }
        _count &+= length
    }

    /// The bytes.
    public borrowing func bytes() -> [UInt8] {
        // SAFETY: the first count bytes are initialized.
        unsafe Array(UnsafeRawBufferPointer(start: base, count: _count))
    }

    /// Lends a range of the bytes; it is cut to those that there are.
    public borrowing func withRawSpan<Result, Failure: Error>(
        _ range: Range<Int>,
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let range = range.clamped(to: 0..<count)
        // SAFETY: the first count bytes are initialized and live for the call.
        let bytes = unsafe UnsafeRawBufferPointer(
            start: base + range.lowerBound,
            count: range.count
        )
        return try body(unsafe RawSpan(_unsafeBytes: bytes))
    }
}
