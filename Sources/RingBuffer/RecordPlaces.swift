// SPDX-License-Identifier: Apache-2.0

/// Where the records of a copy stood in their ring, counted in bytes ever written.
///
/// The positions tell the same record in two copies of a ring from two equal records.
public enum RecordPlaces: Hashable, Sendable {
    /// One record of the shared ring, where more bytes belong to a record than are copied.
    public struct Place: Hashable, Sendable {
        /// Where the record begins in the copy.
        let offset: Int
        /// Where it begins in the ring.
        let begin: UInt64
        /// Where it ends in the ring.
        let end: UInt64
    }

    /// The bytes of the copy stood in the ring as they are, from this position on.
    case contiguous(from: UInt64)
    /// Each record has its place; `after` is where a further one would stand.
    case listed([Place], after: UInt64)

    /// Where the record that begins at an offset of the copy, or would, begins in the ring.
    public func begin(at offset: Int) -> UInt64 {
        switch self {
        case .contiguous(let start):
            return start &+ UInt64(offset)
        case .listed(let places, let after):
            let index = Self.index(places) { $0.offset >= offset }
            return index < places.count ? places[index].begin : after
        }
    }

    /// Where the record that ends at an offset of the copy ends in the ring.
    public func end(at offset: Int) -> UInt64 {
        switch self {
        case .contiguous(let start):
            return start &+ UInt64(offset)
        case .listed(let places, let after):
            let index = Self.index(places) { $0.offset >= offset }
            return index > 0 ? places[index - 1].end : places.first?.begin ?? after
        }
    }

    /// The offset of the first record, after the one at an offset, that begins at or behind a
    /// position, or does not directly follow the one before it.
    ///
    /// - Parameters:
    ///   - offset: where a record begins in the copy.
    ///   - position: a position in the ring.
    /// - Returns: an offset, which may lie inside a record that begins before the position, or
    ///   behind the copy.
    public func offset(after offset: Int, notBefore position: UInt64) -> Int {
        switch self {
        case .contiguous(let start):
            return max(offset + 1, Int(clamping: position &- min(position, start)))
        case .listed(let places, _):
            var index = Self.index(places) { $0.offset >= offset }
            while index + 1 < places.count {
                index += 1
                let isApart = places[index].begin != places[index - 1].end
                if isApart || places[index].begin >= position { return places[index].offset }
            }
            return .max
        }
    }

    /// The index of the first place of which a condition holds, which holds of all after it.
    private static func index(_ places: [Place], _ holds: (Place) -> Bool) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if holds(places[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
