// SPDX-License-Identifier: Apache-2.0

/// Integers and booleans of any width, order and count of bits, recorded in the machine's order at
/// the width of their container.
enum IntegerSerializer {
    /// Writes an integer that stands at an address.
    @unsafe
    @inline(__always)
    static func write(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) {
        if unsafe isWhole(step) {
            // SAFETY: the caller vouches for the bytes.
            switch unsafe step.pointee.byteCount {
            case 8: unsafe writer.append(place.number(0, as: UInt64.self))
            case 4: unsafe writer.append(place.number(0, as: UInt32.self))
            case 2: unsafe writer.append(place.number(0, as: UInt16.self))
            case 1: unsafe writer.append(place.number(0, as: UInt8.self))
            default: unsafe writer.append(place.number(0, as: UInt128.self))
            }
        } else {
            unsafe writeParts(place, step, into: &writer)
        }
    }

    /// Whether the value is the bytes as they are.
    @unsafe
    @inline(__always)
    private static func isWhole(_ step: UnsafePointer<ArgumentStep>) -> Bool {
        unsafe !step.pointee.isSwapped && step.pointee.bitCount == step.pointee.byteCount &* 8
    }

    @unsafe
    @inline(never)
    private static func writeParts(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) {
        let value = unsafe bits(place, step)
        switch unsafe step.pointee.byteCount {
        case 1: writer.append(UInt8(truncatingIfNeeded: value))
        case 2: writer.append(UInt16(truncatingIfNeeded: value))
        case 4: writer.append(UInt32(truncatingIfNeeded: value))
        case 8: writer.append(UInt64(truncatingIfNeeded: value))
        default: writer.append(value)
        }
    }

    /// Writes whether any bit of a boolean is set.
    @unsafe
    static func writeBoolean(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>,
        into writer: inout RecordWriter
    ) {
        writer.append(UInt8(unsafe bits(place, step) != 0 ? 1 : 0))
    }

    /// The value, with its sign; of 128 bits, the low half.
    @unsafe
    static func value(_ place: UnsafeRawPointer, _ step: UnsafePointer<ArgumentStep>) -> Int64 {
        Int64(truncatingIfNeeded: unsafe bits(place, step))
    }

    /// The value in two's complement.
    @unsafe
    private static func bits(
        _ place: UnsafeRawPointer,
        _ step: UnsafePointer<ArgumentStep>
    ) -> UInt128 {
        let isSwapped = unsafe step.pointee.isSwapped
        var value: UInt128
        // SAFETY: the caller vouches for the bytes.
        switch unsafe step.pointee.byteCount {
        case 1: value = unsafe UInt128(place.number(0, as: UInt8.self))
        case 2:
            let number = unsafe place.number(0, as: UInt16.self)
            value = UInt128(isSwapped ? number.byteSwapped : number)
        case 4:
            let number = unsafe place.number(0, as: UInt32.self)
            value = UInt128(isSwapped ? number.byteSwapped : number)
        case 8:
            let number = unsafe place.number(0, as: UInt64.self)
            value = UInt128(isSwapped ? number.byteSwapped : number)
        default:
            let number = unsafe place.number(0, as: UInt128.self)
            value = isSwapped ? number.byteSwapped : number
        }
        value = unsafe value &>> UInt128(step.pointee.bitOffset)
        let bitCount = unsafe UInt128(step.pointee.bitCount)
        guard bitCount < 128 else { return value }
        let mask = (UInt128(1) &<< bitCount) &- 1
        value &= mask
        let isNegative = unsafe step.pointee.isSigned && value &>> (bitCount &- 1) != 0
        return isNegative ? value | ~mask : value
    }
}
