// SPDX-License-Identifier: Apache-2.0

/// Text in UTF-16 and UTF-32 of either byte order, which is recorded in UTF-8: not every format has
/// a name for the others, and filters compare bytes.
enum WideText {
    private static let replacement: UInt32 = 0xFFFD

    /// Writes the text of a step.
    @unsafe
    static func write(
        _ text: UnsafeRawPointer?,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) {
        let isSwapped = unsafe step.pointee.isSwapped
        let unitBytes = unsafe Int(step.pointee.byteCount)
        unsafe write(text, unitBytes: unitBytes, isSwapped: isSwapped, into: &writer)
    }

    /// Writes text up to a unit of zeros; what is no character becomes U+FFFD.
    ///
    /// - Parameters:
    ///   - text: the first unit; none is recorded as empty.
    ///   - unitBytes: 2 or 4.
    ///   - isSwapped: whether the bytes are in the other order than the machine's.
    ///   - writer: the record.
    /// - Returns: the bytes of the text in memory, the zeros included.
    @unsafe
    @discardableResult
    static func write(
        _ text: UnsafeRawPointer?,
        unitBytes: Int,
        isSwapped: Bool,
        into writer: inout RecordWriter
    ) -> Int {
        var offset = 0
        while let text = unsafe text, !writer.isOverflowed {
            // SAFETY: the program vouches for a unit of zeros.
            var scalar = unsafe unit(text + offset, unitBytes, isSwapped)
            offset &+= unitBytes
            if scalar == 0 { break }
            if unitBytes == 2, scalar & 0xFC00 == 0xD800 {
                let next = unsafe unit(text + offset, unitBytes, isSwapped)
                if next & 0xFC00 == 0xDC00 {
                    offset &+= unitBytes
                    scalar = 0x1_0000 &+ (scalar & 0x3FF) &<< 10 &+ next & 0x3FF
                }
            }
            append(scalar, to: &writer)
        }
        writer.append(UInt8(0))
        return offset
    }

    @unsafe
    private static func unit(
        _ place: UnsafeRawPointer,
        _ unitBytes: Int,
        _ isSwapped: Bool
    ) -> UInt32 {
        if unitBytes == 2 {
            return unsafe UInt32(
                ArgumentSerializer.swapped(place.number(0, as: UInt16.self), isSwapped)
            )
        }
        return unsafe ArgumentSerializer.swapped(place.number(0, as: UInt32.self), isSwapped)
    }

    private static func append(_ number: UInt32, to writer: inout RecordWriter) {
        let isCharacter = number < 0x11_0000 && number & 0xFFFF_F800 != 0xD800
        let scalar = isCharacter ? number : replacement
        switch scalar {
        case ..<0x80:
            writer.append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            writer.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            appendRest(scalar, to: &writer)
        case ..<0x1_0000:
            writer.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            appendRest(scalar >> 6, to: &writer)
            appendRest(scalar, to: &writer)
        default:
            writer.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            appendRest(scalar >> 12, to: &writer)
            appendRest(scalar >> 6, to: &writer)
            appendRest(scalar, to: &writer)
        }
    }

    /// The low 6 bits as a byte that goes on.
    private static func appendRest(_ scalar: UInt32, to writer: inout RecordWriter) {
        writer.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
}
