// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension FieldDecoder {
    /// Whether an optional is there.
    mutating func decodePresence(
        _ step: Instruction,
        _ program: FieldProgram
    ) throws(DecodingStop) -> Bool {
        let selector = try slot(step.number)
        var isPresent = selector != 0
        if step.flags.contains(.hasRanges) {
            let presence = program.presences[Int(step.number >> 32)]
            isPresent = presence.ranges.contains(Self.wide(selector, presence.isSigned))
        }
        items.append(FieldItem(isPresent ? 1 : 0))
        return isPresent
    }

    /// The step at which the selected option of a variant begins.
    mutating func decodeOption(
        _ step: Instruction,
        _ program: FieldProgram
    ) throws(DecodingStop) -> Int {
        let table = program.options[Int(step.operand)]
        let selector = Self.wide(try slot(step.number), table.isSigned)
        guard let entry = table.entry(for: selector) else {
            throw .malformed("no option of a variant has the selector \(selector)")
        }
        items.append(FieldItem(UInt64(entry.option)))
        return Int(entry.step)
    }

    private static func wide(_ value: UInt64, _ isSigned: Bool) -> Int128 {
        isSigned ? Int128(Int64(bitPattern: value)) : Int128(value)
    }
}
