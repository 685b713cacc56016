// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

extension InstructionEmitter {
    /// The instructions as a graph of tests, when they are nothing else; else empty.
    var ranges: [FieldRange] {
        // Where the test of each instruction will stand.
        var places: SortedMap<Int, Int32> = [:]
        for (index, instruction) in instructions.enumerated() {
            switch instruction.operation {
            case .fieldInRange where instruction.target == 0:
                places[index] = Int32(clamping: places.count)
            case .jumpIfFalse, .jumpIfTrue, .finish:
                break
            default:
                return []
            }
        }
        // The first test must be the first instruction, and there may be constants only.
        guard places[0] != nil else { return [] }
        return instructions.indices.filter { places[$0] != nil }.map { index in
            let test = instructions[index]
            return FieldRange(
                form: test.form,
                isNegated: test.isNegated,
                offset: test.offset,
                first: test.first,
                last: test.second,
                next: place(after: index, true, places),
                otherwise: place(after: index, false, places)
            )
        }
    }

    /// The test that follows when a test had a result.
    private func place(after test: Int, _ result: Bool, _ places: SortedMap<Int, Int32>) -> Int32 {
        var index = test + 1
        while true {
            let instruction = instructions[index]
            switch instruction.operation {
            case .jumpIfFalse:
                index = result ? index + 1 : Int(instruction.target)
            case .jumpIfTrue:
                index = result ? Int(instruction.target) : index + 1
            case .finish:
                return result ? FieldRange.match : FieldRange.noMatch
            default:
                return places[index] ?? FieldRange.noMatch
            }
        }
    }
}
