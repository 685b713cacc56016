// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls

/// Bytes of records that were copied out of a ring.
enum RecordCopy: Sendable {
    /// A part of memory that was prepared before the ring was looked at.
    case prepared(AddressRange, Range<Int>)
    /// Bytes that were put together one record after the other.
    case gathered([UInt8])

    /// How much more than it holds a ring that was never full is expected to hold soon.
    private static let growth = 1 << 20

    /// Memory for what a ring holds; nil where the system has none.
    static func memory(for head: UInt64, of sizeBytes: Int) -> AddressRange? {
        let held = head < UInt64(sizeBytes) ? Int(head) + growth : sizeBytes
        return try? AddressRange(preparedBytes: min(held, sizeBytes))
    }

    /// Copies bytes into memory that was prepared for them, or into an array if they do not fit.
    @unsafe
    init(_ bytes: UnsafeRawBufferPointer, into memory: AddressRange?) {
        guard let memory, bytes.count <= memory.count, let address = bytes.baseAddress else {
            self = unsafe .gathered([UInt8](bytes))
            return
        }
        // SAFETY: the caller vouches for the bytes, and the memory was found to be large enough.
        unsafe memory.base.copyMemory(from: address, byteCount: bytes.count)
        self = .prepared(memory, 0..<bytes.count)
    }

    /// The same without its first bytes.
    func dropping(_ count: Int) -> RecordCopy {
        switch self {
        case .prepared(let memory, let part):
            .prepared(memory, (part.lowerBound + count)..<part.upperBound)
        case .gathered(let bytes):
            .gathered(Array(bytes[count...]))
        }
    }

    var byteCount: Int {
        switch self {
        case .prepared(_, let part): part.count
        case .gathered(let bytes): bytes.count
        }
    }

    /// Lends the bytes.
    func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch self {
        case .prepared(let memory, let part):
            // SAFETY: the part lies in the memory, which was filled and changes no more, and lives
            // as long as this value.
            let bytes = unsafe UnsafeRawBufferPointer(
                start: memory.base + part.lowerBound,
                count: part.count
            )
            return try unsafe body(bytes.bytes)
        case .gathered(let bytes):
            // SAFETY: a byte has no padding, so the bytes of the span are all initialized.
            return try unsafe body(bytes.span.bytes)
        }
    }
}
