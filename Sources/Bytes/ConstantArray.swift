// SPDX-License-Identifier: Apache-2.0

/// Elements that are made once and stay for the life of the process.
///
/// Reading one counts no references, so threads that share a table do not slow each other down, as
/// they would by retaining an array for each event record. The price is that the memory is never
/// given back: use it for tables made once for a trace, and for nothing made again and again.
@safe
public struct ConstantArray<Element: BitwiseCopyable & Sendable>: BitwiseCopyable,
    @unchecked Sendable
{
    @usableFromInline let base: UnsafeMutablePointer<Element>
    /// How many elements there are.
    public let count: Int

    /// Keeps a copy of some elements.
    public init(_ elements: [Element]) {
        count = elements.count
        // SAFETY: the memory is initialized at once and never freed.
        unsafe base = .allocate(capacity: max(1, elements.count))
        for index in elements.indices {
            unsafe (base + index).initialize(to: elements[index])
        }
    }

    /// The element at an index, which must be below the count.
    @inlinable
    @inline(__always)
    public subscript(_ index: Int) -> Element {
        precondition(index >= 0 && index < count, "index out of range")
        // SAFETY: the index was checked, and the memory lives for ever.
        return unsafe base[index]
    }
}
