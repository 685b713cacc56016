// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The labels of an enumeration, ready to be printed.
struct EnumerationText: Sendable {
    private struct Range: Sendable {
        let lower: Int128
        let upper: Int128
        let label: Int
    }

    let isSigned: Bool
    let base: DisplayBase
    let bits: UInt32
    /// The labels with quotes, escaped and coloured.
    private let labels: [[UInt8]]
    private let ranges: [Range]
    /// Labels of enumerations with few and small values, by value; -1 for a value that needs a
    /// search.
    private let dense: [Int32]

    init(
        _ mappings: [Mapping],
        isSigned: Bool,
        base: DisplayBase,
        bits: UInt32,
        quote: (String) -> [UInt8]
    ) {
        self.isSigned = isSigned
        self.base = base
        self.bits = bits
        labels = mappings.map { quote($0.name) }
        let ranges = mappings.enumerated().flatMap { index, mapping in
            mapping.ranges.ranges.map {
                Range(lower: $0.lower, upper: $0.upper, label: index)
            }
        }
        self.ranges = ranges
        dense = (0..<256).map { value in
            let found = ranges.filter { $0.lower <= value && value <= $0.upper }
            let first = found.first.map { Int32($0.label) } ?? -1
            return found.allSatisfy { Int32($0.label) == first } ? first : -1
        }
    }

    /// The only label of a value, when it is quick to find.
    func quickLabel(_ value: UInt64) -> [UInt8]? {
        guard value < UInt64(dense.count), case let label = dense[Int(value)], label >= 0 else {
            return nil
        }
        return labels[Int(label)]
    }

    /// All labels of a value, in the order of the class, each once.
    func labels(of value: Int128) -> [[UInt8]] {
        var last = -1
        var found: [[UInt8]] = []
        for range in ranges where range.lower <= value && value <= range.upper {
            if range.label != last { found.append(labels[range.label]) }
            last = range.label
        }
        return found
    }

    /// The labels of the bits of a value; nil unless each bit has one.
    func flags(of value: UInt64) -> [[UInt8]]? {
        var rest = value
        var found: [[UInt8]] = []
        while rest != 0 {
            let bit = rest & (~rest &+ 1)
            let matching = ranges.filter { $0.lower == $0.upper && $0.lower == Int128(bit) }
            guard !matching.isEmpty else { return nil }
            found += matching.map { labels[$0.label] }
            rest &= rest &- 1
        }
        return found.isEmpty ? nil : found
    }
}
