// SPDX-License-Identifier: Apache-2.0

extension RawSpan {
    /// The little-endian number at an offset; nil when it does not lie inside the span.
    @inlinable
    @inline(__always)
    public func load<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int,
        as type: Number.Type = Number.self
    ) -> Number? {
        guard offset >= 0, offset <= byteCount &- MemoryLayout<Number>.size else { return nil }
        // SAFETY: the number's bytes were found to lie inside the span.
        return unsafe Number(
            littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self)
        )
    }

    /// The offset of the first zero byte from an offset on; nil when there is none.
    ///
    /// The zero of a short string is found without a call.
    @inlinable
    @inline(__always)
    public func firstZero(from offset: Int) -> Int? {
        var start = offset
        for _ in 0..<2 {
            guard let word = load(at: start, as: UInt64.self) else { break }
            // The lowest bit set is in the lowest zero byte; those above may be wrong.
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 { return start &+ zeros.trailingZeroBitCount &>> 3 }
            start &+= 8
        }
        return distantZero(from: start)
    }

    /// The offset of the first zero byte from an offset on; nil when there is none.
    @usableFromInline
    func distantZero(from offset: Int) -> Int? {
        guard offset >= 0 else { return nil }
        var start = offset
        while let word = load(at: start, as: UInt64.self) {
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 { return start &+ zeros.trailingZeroBitCount &>> 3 }
            start &+= 8
        }
        while let byte = load(at: start, as: UInt8.self) {
            if byte == 0 { return start }
            start &+= 1
        }
        return nil
    }
}

extension Span<UInt8> {
    /// The little-endian number at an offset; nil when it does not lie inside the span.
    @inlinable
    @inline(__always)
    public func load<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int,
        as type: Number.Type = Number.self
    ) -> Number? {
        // SAFETY: a byte has no padding, so the bytes of the span are all initialized.
        unsafe bytes.load(at: offset, as: type)
    }

    /// The offset of the first zero byte from an offset on; nil when there is none.
    @inlinable
    @inline(__always)
    public func firstZero(from offset: Int) -> Int? {
        // SAFETY: a byte has no padding, so the bytes of the span are all initialized.
        unsafe bytes.firstZero(from: offset)
    }
}

extension [UInt8] {
    /// Lends the bytes as raw memory.
    public func withRawSpan<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // SAFETY: a byte has no padding, so the bytes of the span are all initialized.
        try unsafe body(span.bytes)
    }
}
