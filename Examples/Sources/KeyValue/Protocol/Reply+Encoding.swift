// SPDX-License-Identifier: Apache-2.0

extension Reply {
    /// Appends the reply as it goes over the wire (version 2 of the protocol).
    public func encode(into bytes: inout [UInt8]) {
        switch self {
        case .simple(let text):
            Self.append("+", text, to: &bytes)
        case .error(let text):
            Self.append("-", text, to: &bytes)
        case .integer(let number):
            Self.append(":", number, to: &bytes)
        case .bulk(let content):
            Self.append("$", Int64(content.count), to: &bytes)
            bytes.append(contentsOf: content)
            Self.appendLineEnd(to: &bytes)
        case .null:
            Self.append("$", -1, to: &bytes)
        case .array(let replies):
            Self.append("*", Int64(replies.count), to: &bytes)
            for reply in replies { reply.encode(into: &bytes) }
        }
    }

    private static func append(_ marker: Unicode.Scalar, _ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: marker))
        // A line end inside would begin another reply, so it becomes a blank.
        for byte in text.utf8 { bytes.append(byte < 0x20 ? 0x20 : byte) }
        appendLineEnd(to: &bytes)
    }

    private static func append(_ marker: Unicode.Scalar, _ number: Int64, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: marker))
        Decimal.append(number, to: &bytes)
        appendLineEnd(to: &bytes)
    }

    private static func appendLineEnd(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }
}
