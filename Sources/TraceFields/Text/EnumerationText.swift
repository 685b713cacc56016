// SPDX-License-Identifier: Apache-2.0

package import TraceModel

/// The labels of an enumeration, ready to be printed.
package struct EnumerationText: Sendable {
    package struct Range: Sendable {
        package let lower: Int128
        package let upper: Int128
        package let label: Int
    }

    package let isSigned: Bool
    /// The labels with quotes, escaped and coloured.
    package let texts: [[UInt8]]
    package let ranges: [Range]

    package init(_ mappings: [Mapping], isSigned: Bool, quote: (String) -> [UInt8]) {
        self.isSigned = isSigned
        texts = mappings.map { quote($0.name) }
        ranges = mappings.enumerated().flatMap { index, mapping in
            mapping.ranges.ranges.map {
                Range(lower: $0.lower, upper: $0.upper, label: index)
            }
        }
    }

    /// All labels of a value, in the order of the class, each once.
    package func labels(of value: Int128) -> [[UInt8]] {
        var last = -1
        var found: [[UInt8]] = []
        for range in ranges where range.lower <= value && value <= range.upper {
            if range.label != last { found.append(texts[range.label]) }
            last = range.label
        }
        return found
    }

    /// The labels of the bits of a value; nil unless each bit has one.
    package func flags(of value: UInt64) -> [[UInt8]]? {
        var rest = value
        var found: [[UInt8]] = []
        while rest != 0 {
            let bit = Int128(rest & (~rest &+ 1))
            let matching = ranges.filter { $0.lower == $0.upper && $0.lower == bit }
            guard !matching.isEmpty else { return nil }
            found += matching.map { texts[$0.label] }
            rest &= rest &- 1
        }
        return found.isEmpty ? nil : found
    }
}
