// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension ClassTranslator {
    /// CTF 1.8 has no length of text other than that of an array of bytes, so there all text ends
    /// with a zero.
    mutating func string(
        _ index: Int,
        _ string: StringFieldClass,
        _ companion: FieldLocation?
    ) throws(CTFError) -> FieldClass {
        if format == .ctf1 {
            if string.encoding == .utf8 {
                builder.append(.terminatedString, operand: 1)
            } else {
                let encoding = TextEncoding.allCases.firstIndex(of: string.encoding) ?? 0
                builder.append(.transcodedString, operand: encoding)
            }
            return .string(StringFieldClass())
        }
        let length: FieldLength?
        if string.lengthBytes != nil { builder.appendAlignment() }
        switch string.lengthBytes {
        case nil:
            length = nil
            builder.append(.terminatedString, operand: string.encoding.unitBytes)
        case .fixed(let byteCount):
            length = .fixed(byteCount)
            builder.append(.fixedString, number: byteCount)
        case .field(let location):
            if let companion {
                length = .field(companion)
                builder.append(.bytes)
            } else {
                length = .field(try kept(location, from: index))
                let slot = try targets(location, from: index).min() ?? 0
                builder.append(.dynamicString, operand: slot)
            }
        }
        return .string(
            StringFieldClass(
                lengthBytes: length,
                encoding: string.encoding,
                attributes: string.attributes
            )
        )
    }

    /// Finds the fields that tell how long strings are, so that their values are kept for them.
    ///
    /// - Parameter start: the first field that may be such a string.
    /// - Throws: that the location of a length leads nowhere.
    mutating func findLengthFields(from start: Int = 0) throws(CTFError) {
        guard format == .ctf2 else { return }
        for index in tree.nodes.indices.dropFirst(start) {
            guard case .string(let string) = tree.nodes[index].fieldClass,
                case .field(let location)? = string.lengthBytes
            else { continue }
            let targets = try targets(location, from: index)
            guard let slot = targets.min() else { continue }
            for target in targets where !(lengthFields[target]?.contains(slot) ?? false) {
                lengthFields[target, default: []].append(slot)
            }
        }
    }

    mutating func blob(
        _ index: Int,
        _ blob: BLOBFieldClass,
        _ companion: FieldLocation?
    ) throws(CTFError) -> FieldClass {
        builder.appendAlignment()
        builder.append(.bytes)
        return .blob(
            BLOBFieldClass(
                lengthBytes: try length(blob.lengthBytes, index, companion),
                mediaType: blob.mediaType,
                attributes: blob.attributes
            )
        )
    }

    /// Where a length is found in the output.
    func length(
        _ length: FieldLength,
        _ index: Int,
        _ companion: FieldLocation?
    ) throws(CTFError) -> FieldLength {
        switch length {
        case .fixed: length
        case .field(let location):
            .field(try kept(location, from: index, or: companion))
        }
    }
}
