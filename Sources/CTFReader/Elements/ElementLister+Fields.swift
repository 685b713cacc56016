// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension ElementLister {
    /// Where a field is.
    struct Place {
        /// The structure that immediately contains the field.
        let structure: DecodedNode
        /// The root structure that it is in.
        let scope: FieldScope
        /// Its name, if it is a member of that structure.
        let name: String?

        /// The place of what an array, an optional or a variant in this place holds.
        var inside: Place { Place(structure: structure, scope: scope, name: nil) }
    }

    /// Decodes a field of any class.
    mutating func list(
        _ fieldClass: FieldClass,
        _ node: DecodedNode,
        _ place: Place
    ) throws(ElementStop) {
        guard nesting < Self.nestingLimit else {
            throw stop(
                .unsupported,
                "field classes are nested more than \(Self.nestingLimit) deep"
            )
        }
        nesting += 1
        defer { nesting -= 1 }
        switch fieldClass {
        case .bitArray(let bits): try listBits(bits.layout, .bitArray, node, place)
        case .bitMap(let map): try list(map, place)
        case .boolean(let boolean): try listBits(boolean.layout, .boolean, node, place)
        case .integer(let integer):
            let kind = Element.BitFieldKind.integer(isSigned: integer.isSigned)
            try listBits(integer.layout, kind, node, place, roles: integer.roles)
        case .floatingPoint(let number):
            try listBits(number.layout, .floatingPoint, node, place)
        case .variableLengthInteger(let integer): try list(integer, node, place)
        case .string(let string): try list(string, place)
        case .blob(let blob): try list(blob, place)
        case .structure(let structure):
            try list(structure, node, name: place.name, in: place.scope)
        case .array(let array): try list(array, node, place)
        case .optional(let optional): try list(optional, node, place)
        case .variant(let variant): try list(variant, node, place)
        }
    }

    private mutating func listBits(
        _ layout: BitLayout,
        _ kind: Element.BitFieldKind,
        _ node: DecodedNode,
        _ place: Place,
        roles: [FieldRole] = []
    ) throws(ElementStop) {
        let bits = try decodeBits(layout)
        let length = UInt64(layout.lengthBits)
        emit(.bits(kind, bits), back: length, name: place.name)
        switch kind {
        case .boolean: node.kind = .boolean(bits.isAnySet)
        case .integer(let isSigned):
            node.kind = .integer(bits.integer(isSigned: isSigned), isSigned: isSigned)
        default: break
        }
        try apply(roles, bits.unsigned, bits: layout.lengthBits, in: place.scope)
    }

    private mutating func list(
        _ map: BitMapFieldClass,
        _ place: Place
    ) throws(ElementStop) {
        let bits = try decodeBits(map.layout)
        let flags = map.flags.filter { flag in
            bits.elements.enumerated().contains { index, isSet in
                isSet && flag.ranges.contains(Int128(index))
            }
        }
        emit(
            .bitMap(bits, flags: flags.map(\.name).sorted()),
            back: UInt64(map.layout.lengthBits),
            name: place.name
        )
    }

    private mutating func list(
        _ integer: VariableLengthIntegerFieldClass,
        _ node: DecodedNode,
        _ place: Place
    ) throws(ElementStop) {
        let bits = try decodeVariableLength()
        let isSigned = integer.isSigned
        emit(
            .bits(.variableLengthInteger(isSigned: isSigned), bits),
            back: UInt64(bits.elements.count / 7 * 8),
            name: place.name
        )
        node.kind = .integer(bits.integer(isSigned: isSigned), isSigned: isSigned)
        try apply(integer.roles, bits.unsigned, bits: bits.elements.count, in: place.scope)
    }

    private mutating func list(
        _ string: StringFieldClass,
        _ place: Place
    ) throws(ElementStop) {
        var count: UInt64?
        if let length = string.lengthBytes { count = try value(of: length, place) }
        try align(8)
        begin(.string(string.lengthBytes.elementKind), name: place.name)
        guard let count else {
            try listTerminatedText(string.encoding)
            return end()
        }
        let start = stop(.malformed, "a string ends in the middle of a code unit")
        let text = try listBytes(count, isText: true)
        let unit = string.encoding.unitBytes
        let isTerminated = stride(from: 0, through: text.count - unit, by: unit).contains {
            text[$0..<($0 + unit)].allSatisfy { $0 == 0 }
        }
        guard text.count % unit == 0 || isTerminated else { throw start }
        end()
    }

    private mutating func list(_ blob: BLOBFieldClass, _ place: Place) throws(ElementStop) {
        let count = try value(of: blob.lengthBytes, place)
        try align(8)
        let role = FieldRole.metadataStreamUUID
        let isUUID = blob.roles.contains(role) && role.isEffective(in: place.scope)
        if isUUID, metadata.format == .ctf1 {
            // There it is an array of integers.
            begin(.array(.fixed, count: count), name: place.name)
            for number in 0..<count {
                try require(8)
                let byte = bytes[Int((packetStart + position) / 8)]
                let bits = BitSequence((0..<8).map { byte >> UInt8($0) & 1 == 1 })
                emit(.bits(.integer(isSigned: false), bits))
                position += 8
                if number == 15 { try checkUUID() }
            }
            return end()
        }
        begin(
            .blob(blob.lengthBytes.elementKind, mediaType: blob.mediaType),
            name: place.name
        )
        _ = try listBytes(count, isText: false)
        if isUUID { try checkUUID() }
        end()
    }

    /// Checks that the sixteen bytes before the position are the UUID of the metadata stream.
    private mutating func checkUUID() throws(ElementStop) {
        let end = Int((packetStart + position) / 8)
        guard end >= 16 else { return }
        let found = Array(bytes[(end - 16)..<end])
        // Data streams of CTF 1.8 are read whatever their UUID.
        let isOther = metadata.uuid.map { $0.bytes != found } ?? false
        guard !isOther || metadata.format == .ctf1 else {
            throw malformed("the UUID is not that of the metadata stream")
        }
        emit(.metadataUUID(found))
    }

    /// The length that a class gives or a field has.
    func value(of length: FieldLength, _ place: Place) throws(ElementStop) -> UInt64 {
        switch length {
        case .fixed(let count): return count
        case .field(let location):
            guard case .integer(let value, false) = try locate(location, from: place.structure),
                let count = UInt64(exactly: value)
            else { throw malformed("a length is no unsigned integer") }
            return count
        }
    }

    /// Says that something is found which was decoded just now.
    private func emit(_ content: Element.Content, back bits: UInt64, name: String?) {
        var before = self
        before.position -= bits
        before.emit(content, name: name)
    }
}

extension FieldLength {
    fileprivate var elementKind: Element.LengthKind {
        switch self {
        case .fixed: .fixed
        case .field: .dynamic
        }
    }
}

extension FieldLength? {
    fileprivate var elementKind: Element.LengthKind { self?.elementKind ?? .terminated }
}

extension BitSequence {
    fileprivate func integer(isSigned: Bool) -> Int128? {
        isSigned ? signed.map { Int128($0) } : unsigned.map { Int128($0) }
    }
}
