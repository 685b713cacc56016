// SPDX-License-Identifier: Apache-2.0

import EventFilter
import SideDescription

/// Says what a filter means by walking over its tree, with values instead of bytes.
struct Model {
    /// What is asked for is not there, so that the filter is false.
    struct Missing: Error {}

    enum Value {
        case integer(Int128)
        case floating(Double)
        case text([UInt8])
        /// A text of the expression with stars.
        case pattern([UInt8])
    }

    let nodes: [FilterNode]
    let record: SampleRecord
    let catalog: ContextCatalog

    /// Whether the record matches.
    func matches() -> Bool {
        (try? truth(nodes.count - 1)) ?? false
    }

    /// The value of the operand at a node; nil when it is missing.
    func value(_ node: Int) -> FilterValue? {
        guard case .operand(let operand) = nodes[node] else { return nil }
        switch try? ModelOperands(model: self).value(of: operand) {
        case .integer(let value): return .integer(value)
        case .floating(let value): return .floating(value)
        case .text(let text): return .text(text)
        case .pattern, nil: return nil
        }
    }

    private func truth(_ node: Int) throws(Missing) -> Bool {
        switch try evaluate(node) {
        case .integer(let value): try narrow(value) != 0
        case .floating(let value): value != 0
        case .text, .pattern: throw Missing()
        }
    }

    private func narrow(_ value: Int128) throws(Missing) -> Int64 {
        guard let narrow = Int64(exactly: value) else { throw Missing() }
        return narrow
    }

    private func evaluate(_ node: Int) throws(Missing) -> Value {
        switch nodes[node] {
        case .integer(let value): return .integer(Int128(value))
        case .floating(let value): return .floating(value)
        case .text(let text): return text.isPattern ? .pattern(text.bytes) : .text(text.bytes)
        case .operand(let operand): return try ModelOperands(model: self).value(of: operand)
        case .unary(let sign, let operand): return try apply(sign, try evaluate(operand))
        case .binary(.logicalAnd, let left, let right):
            if try !truth(left) { return .integer(0) }
            return .integer(try truth(right) ? 1 : 0)
        case .binary(.logicalOr, let left, let right):
            if try truth(left) { return .integer(1) }
            return .integer(try truth(right) ? 1 : 0)
        case .binary(let sign, let left, let right):
            return try apply(sign, try evaluate(left), try evaluate(right))
        }
    }

    private func apply(_ sign: UnaryOperator, _ operand: Value) throws(Missing) -> Value {
        switch (sign, operand) {
        case (.plus, .floating): return operand
        case (.plus, .integer(let value)): return .integer(Int128(try narrow(value)))
        case (.minus, .floating(let value)): return .floating(-value)
        case (.not, .floating(let value)): return .integer(value == 0 ? 1 : 0)
        case (.minus, .integer(let value)): return .integer(Int128(0 &- (try narrow(value))))
        case (.not, .integer(let value)): return .integer(try narrow(value) == 0 ? 1 : 0)
        case (.complement, .integer(let value)): return .integer(Int128(~(try narrow(value))))
        default: throw Missing()
        }
    }

    private func apply(
        _ sign: BinaryOperator,
        _ left: Value,
        _ right: Value
    ) throws(Missing) -> Value {
        switch (left, right) {
        case (.text(let left), .text(let right)):
            return try equality(sign, left == right)
        case (.text(let text), .pattern(let pattern)), (.pattern(let pattern), .text(let text)):
            return try equality(sign, Self.matches(text[...], pattern[...]))
        case (.integer(let left), .integer(let right)):
            if sign.isComparison { return .integer(Self.compare(sign, left, right) ? 1 : 0) }
            return .integer(Int128(try calculate(sign, try narrow(left), try narrow(right))))
        case (.floating(let left), .floating(let right)):
            return try calculate(sign, left, right)
        case (.floating(let left), .integer(let right)):
            return try calculate(sign, left, Double(try narrow(right)))
        case (.integer(let left), .floating(let right)):
            return try calculate(sign, Double(try narrow(left)), right)
        default:
            throw Missing()
        }
    }

    private func equality(_ sign: BinaryOperator, _ isEqual: Bool) throws(Missing) -> Value {
        switch sign {
        case .equal: .integer(isEqual ? 1 : 0)
        case .notEqual: .integer(isEqual ? 0 : 1)
        default: throw Missing()
        }
    }

    private static func compare<Number: Comparable>(
        _ sign: BinaryOperator,
        _ left: Number,
        _ right: Number
    ) -> Bool {
        switch sign {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        default: left != right
        }
    }

    private func calculate(
        _ sign: BinaryOperator,
        _ left: Int64,
        _ right: Int64
    ) throws(Missing) -> Int64 {
        // What has more than 64 bits is found by calculating with 128.
        let (wideLeft, wideRight) = (Int128(left), Int128(right))
        switch sign {
        case .add: return try narrow(wideLeft + wideRight)
        case .subtract: return try narrow(wideLeft - wideRight)
        case .multiply: return try narrow(wideLeft * wideRight)
        case .and: return left & right
        case .or: return left | right
        case .exclusiveOr: return left ^ right
        case .divide where right != 0: return try narrow(wideLeft / wideRight)
        case .remainder where right != 0 && !(left == .min && right == -1): return left % right
        case .shiftLeft where right >= 0 && right < 64:
            return Int64(truncatingIfNeeded: wideLeft << wideRight)
        case .shiftRight where right >= 0 && right < 64:
            return Int64(truncatingIfNeeded: UInt64(bitPattern: left) >> UInt64(right))
        default: throw Missing()
        }
    }

    private func calculate(
        _ sign: BinaryOperator,
        _ left: Double,
        _ right: Double
    ) throws(Missing) -> Value {
        if sign.isComparison { return .integer(Self.compare(sign, left, right) ? 1 : 0) }
        let result: Double
        switch sign {
        case .add: result = left + right
        case .subtract: result = left - right
        case .multiply: result = left * right
        case .divide where right != 0: result = left / right
        default: throw Missing()
        }
        if result.isNaN || result.isInfinite { throw Missing() }
        return .floating(result)
    }

    /// Tries all that a star can stand for.
    static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let wanted = pattern.first else { return text.isEmpty }
        if wanted == FilterText.star {
            let rest = pattern.dropFirst()
            return matches(text, rest) || !text.isEmpty && matches(text.dropFirst(), pattern)
        }
        return text.first == wanted && matches(text.dropFirst(), pattern.dropFirst())
    }
}
