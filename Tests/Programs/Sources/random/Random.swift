// SPDX-License-Identifier: Apache-2.0

/// Numbers, names and texts at random, from a seed.
struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func below(_ limit: Int) -> Int { Int(next() >> 33) % limit }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 40) }
    }

    private static let parts = [
        "", "a", "b", "n", "value", "_", "__", "int", "struct", "variant", "enum", "string",
        "event",
        "stream", "trace", "env", "float", "_Bool", "none", "content", "id", "timestamp", "length",
        "_a_length", "_n_present", "_b_selector", "2 n", " ", "a:b", "\"", "\\", "'", "\n", "\u{1}",
        "\u{1B}[31m", "\u{7F}", "\u{E9}", "e\u{301}", "\u{1F600}", "\u{FFFD}", "*", "%s", "a.b",
        "{", "}", ";", "field",
    ]

    private mutating func part() -> String { Self.parts[below(Self.parts.count)] }

    mutating func text() -> String { part() + part() }

    /// A name that may collide with what stands beside others.
    mutating func name(_ others: [String]) -> String {
        guard !others.isEmpty, below(3) == 0 else { return text() }
        let other = others[below(others.count)]
        return "_\(other)_" + ["length", "present", "selector"][below(3)]
            + (below(4) == 0 ? "_" : "")
    }

    /// A text as JSON.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" {
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// The decimal digits of a number in the order of the machine.
    static func decimal(_ bytes: [UInt8], isSigned: Bool) -> String {
        var bits: UInt128 = 0
        for byte in bytes.reversed() { bits = bits << 8 | UInt128(byte) }
        let unused = 128 - UInt128(bytes.count) * 8
        guard isSigned else { return "\(bits)" }
        return "\(Int128(truncatingIfNeeded: bits << unused) >> Int128(unused))"
    }
}
