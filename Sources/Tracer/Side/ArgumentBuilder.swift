// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// Makes arguments of the SIDE ABI out of a record's fields, in memory that the caller provides.
///
/// Without memory it only measures how much it takes.
@safe
struct ArgumentBuilder {
    private let fields: UnsafeRawPointer
    private let byteCount: Int
    private let base: UnsafeMutableRawPointer?
    /// How far the fields have been read.
    private var offset = 0
    /// Bytes of memory that were taken.
    private(set) var used = 0

    private static let argumentBytes = 64
    private static let vectorBytes = 24

    @unsafe
    init(_ fields: UnsafeRawPointer, _ byteCount: Int, into base: UnsafeMutableRawPointer?) {
        unsafe self.fields = fields
        self.byteCount = byteCount
        unsafe self.base = base
    }

    /// A vector of arguments of these types.
    ///
    /// - Returns: its offset in the memory.
    mutating func vector(_ types: [SideType]) -> Int {
        let vector = startVector(types.count)
        for (index, type) in types.enumerated() {
            argument(type, at: vector + Self.vectorBytes + index * Self.argumentBytes)
        }
        return vector
    }

    private mutating func startVector(_ count: Int) -> Int {
        let vector = take(Self.vectorBytes + count * Self.argumentBytes)
        setAddress(of: vector + Self.vectorBytes, at: vector)
        set(UInt32(count), at: vector + 16)
        return vector
    }

    private mutating func take(_ bytes: Int) -> Int {
        let place = used
        used += (bytes + 7) & ~7
        if let base = unsafe base {
            // SAFETY: the caller measured the same record before it made the memory.
            unsafe (base + place).initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        }
        return place
    }

    private func set<Number: BitwiseCopyable>(_ number: Number, at place: Int) {
        // SAFETY: the place was taken before.
        unsafe base?.storeBytes(of: number, toByteOffset: place, as: Number.self)
    }

    private func setAddress(of target: Int, at place: Int) {
        guard let base = unsafe base else { return }
        set(unsafe UInt(bitPattern: base + target), at: place)
    }

    /// The next bytes of the record as a number; 0 where it ends, which it does not.
    private mutating func next<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) -> Number {
        guard byteCount - offset >= MemoryLayout<Number>.size else { return 0 }
        defer { offset += MemoryLayout<Number>.size }
        // SAFETY: the bytes were counted.
        return unsafe fields.number(offset, as: type)
    }

    private mutating func argument(_ type: SideType, at place: Int) {
        switch type.kind {
        case .bool:
            set(UInt16(1), at: place)
            set(next(UInt8.self), at: place + 4)
        case .integer(let bits, let isSigned), .enumeration(let bits, let isSigned, _):
            let first = isSigned ? SideLayout.Label.signed8 : SideLayout.Label.unsigned8
            set(first + UInt16((bits / 8).trailingZeroBitCount), at: place)
            number(bits, at: place + 4)
        case .bitmap(let bits, _):
            set(SideLayout.Label.unsigned8 + UInt16((bits / 8).trailingZeroBitCount), at: place)
            number(bits, at: place + 4)
        case .float(let bits):
            let step = UInt16((bits / 16).trailingZeroBitCount)
            set(SideLayout.Label.float16 + step, at: place)
            number(bits, at: place + 4)
        case .string:
            set(SideLayout.Label.stringUTF8, at: place)
            set(unsafe UInt(bitPattern: fields + offset), at: place + 4)
            while next(UInt8.self) != 0 {}
        case .bytes:
            elements(nil, Int(next(UInt32.self)), SideLayout.Label.vla, at: place)
        case .array(let element):
            elements(element, Int(next(UInt32.self)), SideLayout.Label.vla, at: place)
        case .fixedArray(let element, let count):
            elements(element, Int(count), SideLayout.Label.array, at: place)
        case .optional(let wrapped):
            optional(wrapped, at: place)
        case .structure(let members):
            set(SideLayout.Label.structure, at: place)
            let vector = vector(members.map(\.type))
            setAddress(of: vector, at: place + 4)
        case .variant:
            // Swift's own events have none, so nothing of the kind is ever in the record.
            return
        }
    }

    private mutating func number(_ bits: UInt16, at place: Int) {
        switch bits {
        case 8: set(next(UInt8.self), at: place)
        case 16: set(next(UInt16.self), at: place)
        case 32: set(next(UInt32.self), at: place)
        case 64: set(next(UInt64.self), at: place)
        default: set(next(UInt128.self), at: place)
        }
    }

    private mutating func elements(
        _ type: SideType?,
        _ count: Int,
        _ label: UInt16,
        at place: Int
    ) {
        set(label, at: place)
        let vector = startVector(count)
        setAddress(of: vector, at: place + 4)
        for index in 0..<count {
            let element = vector + Self.vectorBytes + index * Self.argumentBytes
            if let type {
                argument(type, at: element)
            } else {
                set(SideLayout.Label.byte, at: element)
                set(next(UInt8.self), at: element + 4)
            }
        }
    }

    private mutating func optional(_ wrapped: SideType, at place: Int) {
        set(SideLayout.Label.optional, at: place)
        let pair = take(Self.argumentBytes + 1)
        setAddress(of: pair, at: place + 4)
        let isPresent = next(UInt8.self)
        set(isPresent, at: pair + Self.argumentBytes)
        if isPresent != 0 { argument(wrapped, at: pair) }
    }
}
