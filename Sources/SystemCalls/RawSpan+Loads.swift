// SPDX-License-Identifier: Apache-2.0

internal import Glibc

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

    /// The offset of the first zero byte from an offset on; nil when there is none (`memchr`).
    public func firstZero(from offset: Int) -> Int? {
        guard offset >= 0, offset < byteCount else { return nil }
        return unsafe withUnsafeBytes { bytes in
            // SAFETY: offset < count, so the searched range lies inside the buffer.
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + offset, 0, bytes.count - offset)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
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

    /// The offset of the first zero byte from an offset on; nil when there is none (`memchr`).
    @inlinable
    @inline(__always)
    public func firstZero(from offset: Int) -> Int? {
        // SAFETY: a byte has no padding, so the bytes of the span are all initialized.
        unsafe bytes.firstZero(from: offset)
    }
}

extension FileDescriptor {
    /// Writes a header and then the first bytes of a span, in one call if the kernel takes them
    /// (`writev`).
    public func write(
        _ header: [UInt8],
        then span: RawSpan,
        count: Int
    ) throws(SystemError) {
        precondition(count >= 0 && count <= span.byteCount)
        try unsafe header.span.withUnsafeBytes { first throws(SystemError) in
            try unsafe span.withUnsafeBytes { second throws(SystemError) in
                // SAFETY: both buffers live for the time of the closures.
                try unsafe write(first, then: UnsafeRawBufferPointer(rebasing: second[..<count]))
            }
        }
    }
}
