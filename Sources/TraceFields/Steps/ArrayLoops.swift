// SPDX-License-Identifier: Apache-2.0

/// How far the arrays are whose elements are being written.
package struct ArrayLoops {
    private struct Loop {
        var index: UInt64
        let count: UInt64
    }

    /// The innermost array is the last one.
    private var loops: [Loop] = []

    /// Stands outside of arrays.
    package init() {}

    /// Forgets what an earlier record left behind, which had too few values.
    @inline(__always)
    package mutating func removeAll() { loops.removeAll(keepingCapacity: true) }

    /// Begins an array, which has at least one element.
    @inline(__always)
    package mutating func begin(_ count: UInt64) { loops.append(Loop(index: 0, count: count)) }

    /// The number of the innermost array's current element; nil outside of arrays.
    @inline(__always)
    package var index: UInt64? { loops.last?.index }

    /// The number of the current element of the array that has so many others around it.
    @inline(__always)
    package subscript(_ depth: Int) -> UInt64 { loops[depth].index }

    /// Ends an element of the innermost array.
    ///
    /// - Returns: whether another one follows; otherwise the array has ended.
    @inline(__always)
    package mutating func next() -> Bool {
        let last = loops.count - 1
        loops[last].index += 1
        if loops[last].index < loops[last].count { return true }
        loops.removeLast()
        return false
    }
}
