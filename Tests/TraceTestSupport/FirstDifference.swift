// SPDX-License-Identifier: Apache-2.0

/// Where two long sequences first differ, told in a line; nil when they are equal.
///
/// A comparison inside of `#expect` looks for all differences when it fails, which takes minutes
/// where there are many elements.
public func firstDifference<Element: Equatable>(
    _ found: [Element]?,
    _ expected: [Element]?
) -> String? {
    guard let found, let expected else {
        return found == nil && expected == nil ? nil : "only one is there"
    }
    if found == expected { return nil }
    let index = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset
    let start = index ?? min(found.count, expected.count)
    func excerpt(_ elements: [Element]) -> String {
        let part = elements[max(0, min(start - 40, elements.count))...].prefix(120)
        return (part as? ArraySlice<UInt8>).map { String(decoding: $0, as: UTF8.self) } ?? "\(part)"
    }
    return """
        at \(start) of \(found.count), where \(expected.count) are expected: \
        \(excerpt(found)) instead of \(excerpt(expected))
        """
}
