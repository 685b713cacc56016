// SPDX-License-Identifier: Apache-2.0

/// Numbers that look random but come back with the same seed: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of some things.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// True once in some times.
    mutating func once(in times: Int) -> Bool {
        Int.random(in: 0..<times, using: &self) == 0
    }
}

/// Writes expressions about the sample event.
struct RandomExpressions {
    private static let numbers = [
        "flag", "tiny", "small", "port", "delta", "count", "level", "size", "huge", "offset",
        "least", "zero", "wide", "narrow", "low", "full", "ratio", "single", "none", "endless",
        "state", "point.x", "point.y", "point.inner.z", "payload[1]", "numbers[1]", "numbers[2]",
        "letters[2]", "signed[0]", "fractions[1]", "wides[1]", "flags[0]", "nothing[0]", "present",
        "absent", "absentPair.a", "presentPair.a", "nested", "last", "$ctx.vpid", "$ctx.vtid",
        "$ctx.cpu_id", "$ctx.ip", "$app.shop:order", "$ctx.user_ns", "nowhere", "numbers", "point",
    ]
    private static let texts = [
        "name", "empty", "starred", "payload", "letters", "signed", "presentText", "absentPair.b",
        "presentPair.b", "path", "method", "$ctx.procname", "$app.shop:client", "nowhere",
    ]
    private static let literals = [
        "\"\"", "\"GET\"", "\"a*\"", "\"*b\"", "\"*\"", "\"a\\*b\"", "\"*e*\"", "\"b*a*\"",
        "\"ab\"",
    ]
    private static let constants = [
        "0", "1", "2", "-1", "7", "-5", "63", "64", "200", "8080", "0x7fffffffffffffff",
        "0x8000000000000000", "0.5", "1.5", "-0.0", "1e300", "'a'", "42",
    ]
    private static let operators = [
        "*", "/", "%", "+", "-", "<<", ">>", "&", "^", "|", "<", "<=", ">", ">=", "==", "!=", "&&",
        "||", "==", "!=", "&&", "||", "<", ">",
    ]

    var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// An expression, which may be one that is refused.
    mutating func next(depth: Int) -> String {
        if depth == 0 || generator.once(in: 6) { return leaf() }
        if generator.once(in: 6) {
            return generator.pick(["-", "!", "~", "+"]) + next(depth: depth - 1)
        }
        if generator.once(in: 5) { return comparison() }
        let left = next(depth: depth - 1)
        let right = next(depth: depth - 1)
        let whole = "\(left) \(generator.pick(Self.operators)) \(right)"
        return generator.once(in: 3) ? "(\(whole))" : whole
    }

    /// An expression that only compares integers at constant offsets.
    mutating func nextOfRanges(depth: Int) -> String {
        if depth == 0 {
            let field = generator.pick(Array(Self.numbers[..<12]) + ["state", "$ctx.vpid"])
            let constant = generator.pick(Array(Self.constants[..<12]))
            let sign = generator.pick(["<", "<=", ">", ">=", "==", "!="])
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: return field
            case 1: return "\(constant) \(sign) \(field)"
            default: return "\(field) \(sign) \(constant)"
            }
        }
        let left = nextOfRanges(depth: depth - 1)
        let right = nextOfRanges(depth: generator.once(in: 2) ? 0 : depth - 1)
        let whole = "(\(left) \(generator.pick(["&&", "||"])) \(right))"
        return generator.once(in: 3) ? "!" + whole : whole
    }

    private mutating func leaf() -> String {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0: generator.pick(Self.texts)
        case 1...7: generator.pick(Self.constants)
        default: generator.pick(Self.numbers)
        }
    }

    private mutating func comparison() -> String {
        let left = generator.pick(Self.texts)
        let right = generator.pick(generator.once(in: 2) ? Self.texts : Self.literals)
        let sign = generator.pick(["==", "!="])
        return generator.once(in: 4) ? "(\(right) \(sign) \(left))" : "(\(left) \(sign) \(right))"
    }
}
