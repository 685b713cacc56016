// SPDX-License-Identifier: Apache-2.0

/// A list that grows and shrinks at both ends in constant time, averaged over many operations.
///
/// It is two stacks back to back. When one is empty and something is to be popped there, half of
/// the other moves over, which costs as much as the operations that filled it.
struct StoredList {
    /// The memory an element is counted with beside its bytes.
    static let elementOverhead = 48

    /// The first elements, the very first one last.
    private var front: [[UInt8]] = []
    /// The other elements in order.
    private var back: [[UInt8]] = []
    private(set) var cost = 0

    var count: Int { front.count + back.count }

    mutating func pushLeft(_ element: [UInt8]) {
        front.append(element)
        cost += element.count + Self.elementOverhead
    }

    mutating func pushRight(_ element: [UInt8]) {
        back.append(element)
        cost += element.count + Self.elementOverhead
    }

    mutating func popLeft() -> [UInt8]? {
        if front.isEmpty { Self.moveHalf(from: &back, to: &front) }
        return counted(front.popLast())
    }

    mutating func popRight() -> [UInt8]? {
        if back.isEmpty { Self.moveHalf(from: &front, to: &back) }
        return counted(back.popLast())
    }

    /// The element at a position from the left, which must exist.
    subscript(index: Int) -> [UInt8] {
        index < front.count ? front[front.count - 1 - index] : back[index - front.count]
    }

    private mutating func counted(_ element: [UInt8]?) -> [UInt8]? {
        if let element { cost -= element.count + Self.elementOverhead }
        return element
    }

    private static func moveHalf(from full: inout [[UInt8]], to empty: inout [[UInt8]]) {
        let half = (full.count + 1) / 2
        empty.append(contentsOf: full[..<half].reversed())
        full.removeSubrange(..<half)
    }
}
