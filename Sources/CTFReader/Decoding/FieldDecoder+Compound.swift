// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls
internal import TraceModel

extension FieldDecoder {
    /// Whether an optional is there.
    mutating func decodePresence(
        _ step: Instruction,
        _ tables: DecodingTables,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) -> Bool {
        let selector = try slot(step.number)
        var isPresent = selector != 0
        if step.flags.contains(.hasRanges) {
            let optional = tables.optionals[Int(step.number >> 32)]
            isPresent = tables.isPresent(optional, Self.wide(selector, optional.isSigned))
        }
        if !isSilent { try keep(isPresent ? 1 : 0, &items) }
        return isPresent
    }

    /// The step at which the selected option of a variant begins.
    mutating func decodeOption(
        _ step: Instruction,
        _ tables: DecodingTables,
        _ items: inout OutputSpan<FieldItem>
    ) throws(DecodingStop) -> Int {
        let variant = tables.variants[Int(step.operand)]
        let value = try slot(step.number)
        if value < UInt64(DecodingTables.quickValues) {
            let place = Int(step.operand) &* DecodingTables.quickValues &+ Int(value)
            let quick = tables.quickOptions[place]
            if quick.step != 0 {
                if !isSilent { try keep(UInt64(quick.option), &items) }
                return Int(quick.step)
            }
        }
        let selector = Self.wide(value, variant.isSigned)
        guard let option = tables.option(of: variant, selector) else {
            throw .malformed("no option of a variant has the selector \(selector)")
        }
        if !isSilent { try keep(UInt64(option.option), &items) }
        return Int(option.step)
    }

    private static func wide(_ value: UInt64, _ isSigned: Bool) -> Int128 {
        isSigned ? Int128(Int64(bitPattern: value)) : Int128(value)
    }
}
