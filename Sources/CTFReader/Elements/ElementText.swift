// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
internal import TraceModel

extension Element {
    /// The element as one line: its offset, the indentation of its depth, and what it is.
    public var line: String {
        let offset = String(offsetBits)
        let padding = String(repeating: " ", count: max(0, 6 - offset.count))
        return padding + offset + " " + String(repeating: "  ", count: depth) + text
    }

    /// What the element is, without its place.
    public var text: String {
        let name = self.name.map { ":" + $0 } ?? ""
        switch content {
        case .packet: return "P {"
        case .packetContent: return "PC {"
        case .eventRecord: return "ER {"
        case .scope(let scope): return "SC:\(scope.rawValue) {"
        case .magicNumber(let value): return "PMN:\(value)"
        case .metadataUUID(let bytes):
            return "MSU:" + (MetadataUUID(bytes: bytes)?.description ?? "")
        case .clock(let cycles): return "DCV:\(cycles)"
        case .dataStream(let classID, let id):
            return "DSI" + Self.part("T", classID) + Self.part("I", id)
        case .packetInfo(let facts): return "PI" + facts.text
        case .eventRecordInfo(let classID, let name):
            return "ERI:T\(classID)" + (name.map { ":#" + $0 } ?? "")
        case .bits(let kind, let bits): return kind.code + name + ":" + kind.text(bits)
        case .bitMap(let bits, let flags):
            return "FLBM" + name + ":" + bits.decimal(isSigned: false) + ":"
                + flags.joined(separator: ",")
        case .string(let kind):
            return kind.letter + (kind == .terminated ? "TS" : "LS")
                + name + " {"
        case .blob(let kind, let type): return kind.letter + "LB" + name + ":" + type + " {"
        case .rawBytes(let bytes, let isText):
            return "RD:\(bytes.count):" + (isText ? Self.shown(bytes) : Self.hexadecimal(bytes))
        case .structure: return "ST" + name + " {"
        case .array(let kind, _): return kind.letter + "LA" + name + " {"
        case .variant(let selector, let isSigned, _):
            return (isSigned ? "VS" : "VU") + name + ":\(selector) {"
        case .booleanOptional(let isPresent):
            return "OB" + name + Self.presence(isPresent) + " {"
        case .integerOptional(let isPresent, let selector, let isSigned):
            return (isSigned ? "OS" : "OU") + name + Self.presence(isPresent) + ":\(selector) {"
        case .end: return "}"
        }
    }

    /// A number after its letter, if it is known.
    fileprivate static func part(_ letter: String, _ value: UInt64?) -> String {
        value.map { ":\(letter)\($0)" } ?? ""
    }

    private static func presence(_ isPresent: Bool) -> String {
        isPresent ? ":enabled" : ":disabled"
    }

    /// Bytes as text, in which `$` and two digits stand for each byte that cannot be printed.
    private static func shown(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "$") {
                text.append(byte)
            } else {
                text += [UInt8(ascii: "$")] + Array(hexadecimal([byte]).utf8)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}

extension Element.LengthKind {
    fileprivate var letter: String {
        switch self {
        case .terminated: "N"
        case .fixed: "S"
        case .dynamic: "D"
        }
    }
}

extension Element.PacketFacts {
    fileprivate var text: String {
        Element.part("T", totalBits) + Element.part("C", contentBits)
            + Element.part("E", endClock) + Element.part("S", sequenceNumber)
            + Element.part("D", discardedCount)
    }
}

extension Element.BitFieldKind {
    fileprivate var code: String {
        switch self {
        case .bitArray: "FLBA"
        case .boolean: "FLB"
        case .integer(let isSigned): isSigned ? "FLSI" : "FLUI"
        case .variableLengthInteger(let isSigned): isSigned ? "VLSI" : "VLUI"
        case .floatingPoint: "FLFPN"
        }
    }

    fileprivate func text(_ bits: BitSequence) -> String {
        switch self {
        case .bitArray: return bits.decimal(isSigned: false)
        case .boolean: return bits.isAnySet ? "true" : "false"
        case .integer(let isSigned), .variableLengthInteger(let isSigned):
            return bits.decimal(isSigned: isSigned)
        case .floatingPoint:
            guard let number = bits.floatingPoint else { return "?" }
            var text: [UInt8] = []
            FloatingPointText.append(number, to: &text)
            return String(decoding: text, as: UTF8.self)
        }
    }
}
