// SPDX-License-Identifier: Apache-2.0

internal import TraceText

extension StreamMark {
    /// Those of a time among marks that stand in their order.
    static func marks(_ marks: [StreamMark], of slice: TimeSlice) -> [StreamMark] {
        func count(before time: Int64) -> Int {
            var (low, high) = (0, marks.count)
            while low < high {
                let middle = (low + high) / 2
                if marks[middle].place < time { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let first = count(before: slice.lower)
        let end = slice.isLast ? marks.count : count(before: slice.upper)
        return Array(marks[first..<max(first, end)])
    }
}
