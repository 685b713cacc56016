// SPDX-License-Identifier: Apache-2.0

/// What operators do with numbers that have a fraction.
@usableFromInline
enum FloatingArithmetic {
    /// Calculates.
    ///
    /// - Returns: nil when the result is too large or does not exist.
    @inlinable
    static func apply(_ sign: BinaryOperator, _ left: Double, _ right: Double) -> Double? {
        let result: Double
        switch sign {
        case .add: result = left + right
        case .subtract: result = left - right
        case .multiply: result = left * right
        case .divide: result = left / right
        default: return nil
        }
        return result.isFinite ? result : nil
    }
}
