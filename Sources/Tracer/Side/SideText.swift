// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// Texts of descriptions.
enum SideText {
    /// What is longer is cut: a controller takes no longer names.
    private static let maximumUnits = 4_000

    /// A text of bytes that ends with a NUL; empty for none.
    @unsafe
    static func read(_ text: UnsafeRawPointer?) -> String {
        guard let text = unsafe text else { return "" }
        var bytes: [UInt8] = []
        // SAFETY: a description's texts end with a NUL.
        while bytes.count < maximumUnits {
            let byte = unsafe text.number(bytes.count, as: UInt8.self)
            if byte == 0 { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A raw string of the ABI: a pointer, the size of a unit and the order of its bytes.
    @unsafe
    static func readRaw(_ raw: UnsafeRawPointer) -> String {
        let unitBytes = unsafe raw.number(SideLayout.RawString.unitSize, as: UInt8.self)
        let isSwapped = unsafe raw.number(SideLayout.RawString.byteOrder, as: UInt8.self) != 0
        guard let text = unsafe raw.address(0) else { return "" }
        switch unitBytes {
        case 2:
            return unsafe String(decoding: units(text, isSwapped, UInt16.self), as: UTF16.self)
        case 4:
            return unsafe String(decoding: units(text, isSwapped, UInt32.self), as: UTF32.self)
        default:
            return unsafe read(text)
        }
    }

    @unsafe
    private static func units<Unit: FixedWidthInteger & BitwiseCopyable>(
        _ text: UnsafeRawPointer,
        _ isSwapped: Bool,
        _ type: Unit.Type
    ) -> [Unit] {
        var units: [Unit] = []
        // SAFETY: as above, with a whole unit of zeros.
        while units.count < maximumUnits {
            let unit = unsafe text.number(units.count * MemoryLayout<Unit>.size, as: type)
            if unit == 0 { break }
            units.append(isSwapped ? unit.byteSwapped : unit)
        }
        return units
    }
}

extension SideAttribute.Value {
    /// The value of an attribute in memory: 4 bytes of type and 32 of value; nil for none, and for
    /// types that are not known.
    @unsafe
    init?(live value: UnsafeRawPointer) {
        let place = unsafe value + SideLayout.Attribute.valueBehindType
        // SAFETY: the caller vouches for 36 bytes.
        switch unsafe value.number(0, as: UInt32.self) {
        case 1: self = unsafe .boolean(place.number(0, as: UInt8.self) != 0)
        case 2: self = unsafe .unsigned(UInt64(place.number(0, as: UInt8.self)))
        case 3: self = unsafe .unsigned(UInt64(place.number(0, as: UInt16.self)))
        case 4: self = unsafe .unsigned(UInt64(place.number(0, as: UInt32.self)))
        case 5: self = unsafe .unsigned(place.number(0, as: UInt64.self))
        case 6: self = unsafe .string("\(place.number(0, as: UInt128.self))")
        case 7: self = unsafe .signed(Int64(place.number(0, as: Int8.self)))
        case 8: self = unsafe .signed(Int64(place.number(0, as: Int16.self)))
        case 9: self = unsafe .signed(Int64(place.number(0, as: Int32.self)))
        case 10: self = unsafe .signed(place.number(0, as: Int64.self))
        case 11: self = unsafe .string("\(place.number(0, as: Int128.self))")
        case 12:
            self = unsafe .real(
                Double(WideFloat.value(ofBinary16: place.number(0, as: UInt16.self)))
            )
        case 13: self = unsafe .real(Double(place.number(0, as: Float.self)))
        case 14: self = unsafe .real(place.number(0, as: Double.self))
        case 15:
            self = unsafe .real(WideFloat.value(ofBinary128: place.number(0, as: UInt128.self)))
        case 16: self = unsafe .string(SideText.readRaw(place))
        default: return nil
        }
    }
}
