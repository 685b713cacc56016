// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLResolver {
    /// The longest integers which are read, in bits.
    static let integerLimitBits = 1 << 20
    /// The largest alignment which is read, in bits.
    static let alignmentLimitBits: Int128 = 1 << 32

    /// The attributes of a type, or an error when one is given twice.
    ///
    /// Unknown attributes are let through, as other programs may add their own.
    func distinct(_ attributes: [TSDLAttribute]) throws(CTFError) -> [TSDLAttribute] {
        // Comparing a few keys with each other is quicker than making a set of them.
        guard attributes.count > 12 else {
            for (index, attribute) in attributes.enumerated() {
                for earlier in attributes[..<index] where earlier.key.text == attribute.key.text {
                    throw duplicate(attribute.key)
                }
            }
            return attributes
        }
        var keys: Set<String> = []
        for attribute in attributes where !keys.insert(attribute.key.text).inserted {
            throw duplicate(attribute.key)
        }
        return attributes
    }

    func duplicate(_ key: TSDLName) -> CTFError {
        error(key.offset, "\"\(key.text)\" is given twice", TSDLRemedy.once)
    }

    func integer(
        _ attributes: [TSDLAttribute],
        _ offset: Int
    ) throws(CTFError) -> TSDLInteger {
        var lengthBits: Int?
        var isSigned = false
        var byteOrder: ByteOrder?
        var alignmentBits: Int?
        var base = DisplayBase.decimal
        var isText = false
        var clock: TSDLName?
        for attribute in try distinct(attributes) {
            switch attribute.key.text {
            case "size":
                lengthBits = Int(
                    try integer(attribute, 1...Int128(Self.integerLimitBits), "a count of bits")
                )
            case "signed": isSigned = try boolean(attribute)
            case "byte_order": byteOrder = try self.byteOrder(attribute)
            case "align": alignmentBits = try alignment(attribute.value)
            case "base": base = try self.base(attribute)
            case "encoding": isText = try self.isText(attribute)
            case "map": clock = try self.clock(attribute)
            default: continue
            }
        }
        guard let lengthBits else {
            throw error(offset, "the integer has no \"size\"", "Add \"size = bits;\"")
        }
        return TSDLInteger(
            lengthBits: lengthBits,
            isSigned: isSigned,
            byteOrder: byteOrder,
            alignmentBits: alignmentBits ?? (lengthBits % 8 == 0 ? 8 : 1),
            base: base,
            isText: isText,
            clock: clock
        )
    }

    func floatingPoint(
        _ attributes: [TSDLAttribute],
        _ offset: Int
    ) throws(CTFError) -> TSDLFloatingPoint {
        var exponentBits: Int128?
        var mantissaBits: Int128?
        var byteOrder: ByteOrder?
        var alignmentBits: Int?
        for attribute in try distinct(attributes) {
            switch attribute.key.text {
            case "exp_dig": exponentBits = try integer(attribute, 1...64, "a count of bits")
            case "mant_dig": mantissaBits = try integer(attribute, 1...256, "a count of bits")
            case "byte_order": byteOrder = try self.byteOrder(attribute)
            case "align": alignmentBits = try alignment(attribute.value)
            default: continue
            }
        }
        let lengthBits: Int
        switch (exponentBits, mantissaBits) {
        case (5, 11): lengthBits = 16
        case (8, 24): lengthBits = 32
        case (11, 53): lengthBits = 64
        case (15, 113): lengthBits = 128
        default:
            throw error(
                offset,
                "\"exp_dig\" and \"mant_dig\" are not those of a binary IEEE 754 format",
                "Use 5 and 11, 8 and 24, 11 and 53, or 15 and 113"
            )
        }
        return TSDLFloatingPoint(
            lengthBits: lengthBits,
            byteOrder: byteOrder,
            alignmentBits: alignmentBits ?? 8
        )
    }

    /// The value of an alignment in bits.
    func alignment(_ value: TSDLValue) throws(CTFError) -> Int {
        guard case .integer(let bits) = value.kind, bits > 0, bits <= Self.alignmentLimitBits,
            bits & (bits - 1) == 0
        else {
            throw error(
                value.offset,
                "the alignment is not a positive power of two",
                TSDLRemedy.value
            )
        }
        return Int(bits)
    }

    private func byteOrder(_ attribute: TSDLAttribute) throws(CTFError) -> ByteOrder? {
        switch attribute.value.kind {
        case .path(["native"]): return nil
        case .path(["le"]): return .littleEndian
        case .path(["be"]), .path(["network"]): return .bigEndian
        default:
            throw error(
                attribute.value.offset,
                "this is not a byte order",
                "Write native, le, be or network"
            )
        }
    }

    private func base(_ attribute: TSDLAttribute) throws(CTFError) -> DisplayBase {
        switch attribute.value.kind {
        case .integer(2), .path(["binary"]), .path(["bin"]), .path(["b"]): return .binary
        case .integer(8), .path(["octal"]), .path(["oct"]), .path(["o"]): return .octal
        case .integer(10), .path(["decimal"]), .path(["dec"]), .path(["d"]), .path(["i"]),
            .path(["u"]):
            return .decimal
        case .integer(16), .path(["hexadecimal"]), .path(["hex"]), .path(["x"]), .path(["X"]),
            .path(["p"]):
            return .hexadecimal
        default:
            throw error(
                attribute.value.offset,
                "this is not a base",
                "Write binary, octal, decimal or hexadecimal"
            )
        }
    }

    /// Whether an encoding is one of text.
    func isText(_ attribute: TSDLAttribute) throws(CTFError) -> Bool {
        if case .path(let names) = attribute.value.kind, names.count == 1 {
            switch names[0].lowercased() {
            case "none": return false
            case "utf8", "utf-8", "ascii": return true
            default: break
            }
        }
        throw error(
            attribute.value.offset,
            "this is not an encoding",
            "Write none, UTF8 or ASCII"
        )
    }

    /// The clock of `map = clock.NAME.value`.
    private func clock(_ attribute: TSDLAttribute) throws(CTFError) -> TSDLName {
        guard case .path(let names) = attribute.value.kind, names.count == 3,
            names[0] == "clock", names[2] == "value"
        else {
            throw error(
                attribute.value.offset,
                "this is not the value of a clock",
                "Write clock.NAME.value"
            )
        }
        return TSDLName(text: names[1], offset: attribute.value.offset)
    }
}
