// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension TSDLResolver {
    /// The integer value of an attribute.
    func integer(
        _ attribute: TSDLAttribute,
        _ range: ClosedRange<Int128>,
        _ wanted: String
    ) throws(CTFError) -> Int128 {
        guard case .integer(let value) = attribute.value.kind, range.contains(value) else {
            throw error(
                attribute.value.offset,
                "\"\(attribute.key.text)\" is not \(wanted) from \(range.lowerBound) to"
                    + " \(range.upperBound)",
                TSDLRemedy.value
            )
        }
        return value
    }

    func unsigned(_ attribute: TSDLAttribute) throws(CTFError) -> UInt64 {
        UInt64(
            truncatingIfNeeded: try integer(attribute, 0...Int128(UInt64.max), "an integer")
        )
    }

    func signed(_ attribute: TSDLAttribute) throws(CTFError) -> Int64 {
        Int64(
            truncatingIfNeeded: try integer(
                attribute,
                Int128(Int64.min)...Int128(Int64.max),
                "an integer"
            )
        )
    }

    func boolean(_ attribute: TSDLAttribute) throws(CTFError) -> Bool {
        switch attribute.value.kind {
        case .integer(1), .path(["true"]), .path(["TRUE"]): return true
        case .integer(0), .path(["false"]), .path(["FALSE"]): return false
        default:
            throw error(
                attribute.value.offset,
                "\"\(attribute.key.text)\" is neither true nor false",
                TSDLRemedy.value
            )
        }
    }

    func string(_ attribute: TSDLAttribute) throws(CTFError) -> String {
        guard case .string(let text) = attribute.value.kind else {
            throw error(
                attribute.value.offset,
                "\"\(attribute.key.text)\" is not a string",
                TSDLRemedy.value
            )
        }
        return text
    }

    /// The value of an attribute which may be a string or a single word.
    func stringOrWord(_ attribute: TSDLAttribute) throws(CTFError) -> String {
        if case .path(let names) = attribute.value.kind, names.count == 1 { return names[0] }
        return try string(attribute)
    }

    func uuid(_ attribute: TSDLAttribute) throws(CTFError) -> MetadataUUID {
        let text = Array(try string(attribute).utf8)
        var bytes: [UInt8] = []
        var high: UInt8?
        for (index, byte) in text.enumerated() {
            if byte == UInt8(ascii: "-"), [8, 13, 18, 23].contains(index) { continue }
            guard let digit = byte.digitValue else {
                high = 0
                break
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard text.count == 36, high == nil, let uuid = MetadataUUID(bytes: bytes) else {
            throw error(
                attribute.value.offset,
                "this is not a UUID",
                "Write it as f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
            )
        }
        return uuid
    }
}
