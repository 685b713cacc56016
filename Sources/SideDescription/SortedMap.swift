// SPDX-License-Identifier: Apache-2.0

/// Values by key in one sorted array.
///
/// It stands in for a dictionary in whatever runs inside of programs. Swift's hashes depend on a
/// random seed that a static initialiser sets, and where the Swift library is linked statically,
/// that initialiser may run when the tracer is already at work: a dictionary would lose its keys.
/// Finding takes a binary search, inserting moves what lies behind.
public struct SortedMap<Key: Comparable, Value>: ExpressibleByDictionaryLiteral {
    private var entries: [(key: Key, value: Value)] = []

    /// An empty map.
    public init() {}

    /// Makes a map of a literal such as `["a": 1]`; of equal keys the last counts.
    public init(dictionaryLiteral elements: (Key, Value)...) {
        for (key, value) in elements { self[key] = value }
    }

    /// How many keys there are.
    public var count: Int { entries.count }

    /// Whether there are no keys.
    public var isEmpty: Bool { entries.isEmpty }

    /// The keys in order.
    public var keys: [Key] { entries.map(\.key) }

    /// The values in the order of their keys.
    public var values: [Value] { entries.map(\.value) }

    /// The value of a key; setting nil removes the key.
    public subscript(key: Key) -> Value? {
        get {
            let index = place(of: key)
            return isThere(key, index) ? entries[index].value : nil
        }
        set {
            let index = place(of: key)
            switch (isThere(key, index), newValue) {
            case (true, .some(let value)): entries[index].value = value
            case (true, .none): entries.remove(at: index)
            case (false, .some(let value)): entries.insert((key, value), at: index)
            case (false, .none): break
            }
        }
    }

    /// The value of a key, which is there from now on if it is changed.
    public subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
        get { self[key] ?? value() }
        set { self[key] = newValue }
    }

    /// Removes a key and returns its value; nil when there is none.
    @discardableResult
    public mutating func removeValue(forKey key: Key) -> Value? {
        let index = place(of: key)
        return isThere(key, index) ? entries.remove(at: index).value : nil
    }

    /// Takes over the values of another map; its own give way.
    public mutating func merge(_ other: SortedMap) {
        for entry in other.entries { self[entry.key] = entry.value }
    }

    /// Where a key is, or would be inserted.
    private func place(of key: Key) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func isThere(_ key: Key, _ index: Int) -> Bool {
        index < entries.count && entries[index].key == key
    }
}

extension SortedMap: Sequence {
    /// Goes through keys and values in the order of the keys.
    ///
    /// - Returns: an iterator over what is there now.
    public func makeIterator() -> [(key: Key, value: Value)].Iterator { entries.makeIterator() }
}

extension SortedMap: Sendable where Key: Sendable, Value: Sendable {}
