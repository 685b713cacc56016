// SPDX-License-Identifier: Apache-2.0

/// JSON text in the making: bytes in UTF-8, on one line, without optional white space.
struct JSONWriter {
    /// The text so far.
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Appends an object whose members the closure writes.
    mutating func object(_ body: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    /// Appends an array whose elements the closure writes.
    mutating func array(_ body: (inout JSONWriter) -> Void) {
        enclose(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    private mutating func enclose(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void)
    {
        begin(open)
        body(&self)
        end(close)
    }

    /// Appends the beginning of an object or array, whose end is appended later.
    mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    /// Appends the end of an object or array.
    mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// Appends the name of an object's member; its value must follow.
    mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Appends an integer.
    mutating func integer(_ value: some BinaryInteger) {
        literal(String(value))
    }

    /// Appends text that is already JSON, such as `true` or a number.
    mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends a string, escaping what JSON does not allow inside one.
    mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
                bytes.append(contentsOf: String(byte, radix: 16).utf8)
            default:
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONWriter {
    /// Appends a member with a string, if there is one.
    mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        string(value)
    }

    /// Appends a member with an integer, if there is one.
    mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
        guard let value else { return }
        key(name)
        integer(value)
    }

    /// Appends a member with an integer, unless it is the default value.
    mutating func member<Number: BinaryInteger>(
        _ name: String,
        _ value: Number,
        unless standard: Number
    ) {
        if value != standard { member(name, value) }
    }
}
