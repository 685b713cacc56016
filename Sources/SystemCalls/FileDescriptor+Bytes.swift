// SPDX-License-Identifier: Apache-2.0

public import Bytes

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

extension TextBuffer {
    /// Writes a range of the bytes to a file (`write`); it is cut to those that there are.
    ///
    /// - Throws: why they could not be written; some may have been.
    public borrowing func write(
        _ range: Range<Int>,
        to file: borrowing FileDescriptor
    ) throws(SystemError) {
        try withRawSpan(range) { span throws(SystemError) in
            try unsafe span.withUnsafeBytes { bytes throws(SystemError) in
                // SAFETY: the bytes live for the time of the closures.
                try unsafe file.write(bytes)
            }
        }
    }
}
