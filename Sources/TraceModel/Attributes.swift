// SPDX-License-Identifier: Apache-2.0

/// Named attribute values in the order in which they were written.
///
/// As the attributes of a fragment or a field class, the names are namespaces. A reader never needs
/// attributes to decode a data stream.
public struct Attributes: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// One named value.
    public struct Entry: Hashable, Sendable {
        /// The name, which is a namespace at the outermost level.
        public let name: String
        /// The value.
        public let value: AttributeValue

        /// Names a value.
        public init(name: String, value: AttributeValue) {
            self.name = name
            self.value = value
        }
    }

    /// The entries, in order.
    public let entries: [Entry]

    /// Wraps entries.
    public init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// Makes attributes from a literal such as `["example.com,2026": .integer(1)]`.
    public init(dictionaryLiteral elements: (String, AttributeValue)...) {
        entries = elements.map { Entry(name: $0.0, value: $0.1) }
    }

    /// Whether there is no attribute.
    public var isEmpty: Bool { entries.isEmpty }

    /// The value of the first entry with a name; nil when there is none.
    public subscript(name: String) -> AttributeValue? {
        entries.first { $0.name == name }?.value
    }

    /// The same with another value of a name, which stands last if it is new.
    func setting(_ name: String, to value: AttributeValue) -> Attributes {
        let entry = Entry(name: name, value: value)
        guard let index = entries.firstIndex(where: { $0.name == name }) else {
            return Attributes(entries + [entry])
        }
        var changed = entries
        changed[index] = entry
        return Attributes(changed)
    }
}
