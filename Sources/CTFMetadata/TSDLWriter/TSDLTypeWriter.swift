// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Writes the types of root structures.
struct TSDLTypeWriter {
    /// The root structures which the one to write can refer to, and itself.
    let tree: FieldTree
    /// The name of the clock that timestamps belong to.
    let clock: String?
    /// The byte order of the trace, which need not be repeated.
    let byteOrder: ByteOrder
    /// Whether the environment names a tracer of which readers know that its enumerations may name
    /// values which their integers cannot have.
    let isFromLTTng: Bool
    var out: TSDLText
    /// The written names of members, by the indexes of their structures.
    var names: [Int: [String]] = [:]

    /// Appends the type of a node without what stands after the name of a field.
    mutating func type(_ index: Int) throws(CTFError) {
        switch tree.nodes[index].fieldClass {
        case .bitArray(let bits): try plain(index, bits.layout)
        case .bitMap(let map): try plain(index, map.layout)
        case .boolean(let boolean): try plain(index, boolean.layout)
        case .integer(let integer): try self.integer(index, integer)
        case .floatingPoint(let number): try floatingPoint(index, number.layout)
        case .string(let string):
            guard string.encoding == .utf8 else {
                throw limit(index, "text is in UTF-16 or UTF-32")
            }
            out.append(
                string.lengthBytes == nil
                    ? "string" : "integer { size = 8; align = 8; encoding = UTF8; }"
            )
        case .blob: out.append("integer { size = 8; align = 8; base = 16; }")
        case .structure: try structure(index)
        case .array(let array):
            let element = tree.nodes[index].children[0]
            guard array.minimumAlignmentBits <= array.element.alignmentBits else {
                throw limit(index, "an array has an alignment of its own")
            }
            try type(element)
        case .variant: try variant(index)
        case .optional: throw limit(index, "a field is optional")
        case .variableLengthInteger: throw limit(index, "an integer has a variable length")
        }
    }

    /// What stands after the name of a field: the lengths of arrays, the outermost first.
    private mutating func lengths(_ index: Int) throws(CTFError) -> String {
        switch tree.nodes[index].fieldClass {
        case .string(let string):
            guard let length = string.lengthBytes else { return "" }
            return try self.length(length, index)
        case .blob(let blob): return try length(blob.lengthBytes, index)
        case .array(let array):
            return try length(array.length, index)
                + lengths(tree.nodes[index].children[0])
        default: return ""
        }
    }

    private mutating func length(_ length: FieldLength, _ index: Int) throws(CTFError) -> String {
        switch length {
        case .fixed(let count): "[\(count)]"
        case .field(let location): "[\(try reference(location, from: index))]"
        }
    }

    private mutating func plain(_ index: Int, _ layout: BitLayout) throws(CTFError) {
        // Bits without a value are best shown in base 16.
        try integer(index, IntegerFieldClass(layout, base: .hexadecimal))
    }

    private mutating func integer(
        _ index: Int,
        _ integer: IntegerFieldClass
    ) throws(CTFError) {
        let layout = integer.layout
        guard layout.hasNaturalBitOrder else {
            throw limit(index, "bits are not in the order that belongs to the byte order")
        }
        var text = "integer { size = \(layout.lengthBits); align = \(layout.alignmentBits);"
        if integer.isSigned { text += " signed = true;" }
        if layout.byteOrder != byteOrder { text += " byte_order = \(layout.byteOrder.word);" }
        if integer.base != .decimal { text += " base = \(integer.base.rawValue);" }
        if isTimestamp(index, integer) {
            guard let clock else {
                throw limit(index, "a timestamp belongs to no clock")
            }
            text += " map = clock.\(clock).value;"
        }
        text += " }"
        let mappings = isFromLTTng ? integer.mappings : integer.tsdlMappings
        guard !mappings.isEmpty else {
            out.append(text)
            return
        }
        out.append("enum : \(text)")
        out.open()
        for mapping in mappings {
            guard let quoted = TSDLText.quoted(mapping.name) else {
                throw limit(index, "a label contains a null character")
            }
            for range in mapping.ranges.ranges {
                let upper = range.lower == range.upper ? "" : " ... \(range.upper)"
                out.line("\(quoted) = \(range.lower)\(upper),")
            }
        }
        out.close()
    }

    /// Whether a field has an effective role which needs a clock.
    private func isTimestamp(_ index: Int, _ integer: IntegerFieldClass) -> Bool {
        integer.roles.contains { role in
            (role == .defaultClockTimestamp || role == .packetEndDefaultClockTimestamp)
                && role.isEffective(in: tree.nodes[index].scope, format: .ctf1)
        }
    }

    private mutating func floatingPoint(_ index: Int, _ layout: BitLayout) throws(CTFError) {
        let digits: (Int, Int)
        switch layout.lengthBits {
        case 16: digits = (5, 11)
        case 32: digits = (8, 24)
        case 64: digits = (11, 53)
        default:
            throw limit(index, "a floating-point number has \(layout.lengthBits) bits")
        }
        guard layout.hasNaturalBitOrder else {
            throw limit(index, "bits are not in the order that belongs to the byte order")
        }
        out.append("floating_point { exp_dig = \(digits.0); mant_dig = \(digits.1);")
        out.append(" align = \(layout.alignmentBits);")
        if layout.byteOrder != byteOrder { out.append(" byte_order = \(layout.byteOrder.word);") }
        out.append(" }")
    }

    private mutating func structure(_ index: Int) throws(CTFError) {
        guard case .structure(let structure) = tree.nodes[index].fieldClass else { return }
        out.append("struct")
        out.open()
        let names = try writtenNames(index)
        for (name, child) in zip(names, tree.nodes[index].children) {
            try field(name, child)
        }
        out.close()
        if structure.minimumAlignmentBits > 1 {
            out.append(" align(\(structure.minimumAlignmentBits))")
        }
    }

    private mutating func field(_ name: String, _ index: Int) throws(CTFError) {
        out.begin("")
        try type(index)
        out.append(" \(name)\(try lengths(index));\n")
    }

    private mutating func variant(_ index: Int) throws(CTFError) {
        guard case .variant(let variant) = tree.nodes[index].fieldClass else { return }
        let names = try optionNames(index, variant)
        out.append("variant <\(try reference(variant.selector, from: index))>")
        out.open()
        for (name, child) in zip(names, tree.nodes[index].children) {
            try field(name, child)
        }
        out.close()
    }

    /// An error about a node.
    func limit(_ index: Int, _ problem: String) -> CTFError {
        TSDLLimit.error("$" + tree.place(of: index), problem)
    }
}

extension IntegerFieldClass {
    /// The mappings as far as the integer can have their values and TSDL can write them.
    var tsdlMappings: [Mapping] {
        mappings.clipped(lengthBits: min(layout.lengthBits, 64), isSigned: isSigned)
    }
}
