// SPDX-License-Identifier: Apache-2.0

extension Database {
    /// Commands on keys that hold lists.
    mutating func executeListCommand(
        _ command: CommandName,
        _ words: [[UInt8]]
    ) throws(CommandError) -> Reply {
        let key = words[1]
        switch command {
        case .pushLeft:
            return try push(words[2...], to: key) { $0.pushLeft($1) }
        case .pushRight:
            return try push(words[2...], to: key) { $0.pushRight($1) }
        case .popLeft:
            return try pop(key) { $0.popLeft() }
        case .popRight:
            return try pop(key) { $0.popRight() }
        case .listLength:
            return .integer(Int64(try list(key)?.count ?? 0))
        default:
            return try range(words)
        }
    }

    private mutating func push(
        _ elements: ArraySlice<[UInt8]>,
        to key: [UInt8],
        _ insert: (inout StoredList, [UInt8]) -> Void
    ) throws(CommandError) -> Reply {
        let bytes = elements.reduce(0) { $0 + $1.count + StoredList.elementOverhead }
        try checkRoom(for: bytes + key.count)
        let count = try changeList(key) { list in
            for element in elements { insert(&list, element) }
            return list.count
        }
        return .integer(Int64(count))
    }

    private mutating func pop(
        _ key: [UInt8],
        _ remove: (inout StoredList) -> [UInt8]?
    ) throws(CommandError) -> Reply {
        guard contains(key) else { return .null }
        return try changeList(key, remove).map(Reply.bulk) ?? .null
    }

    /// The elements between two positions, where negative ones count from the end.
    private func range(_ words: [[UInt8]]) throws(CommandError) -> Reply {
        guard let first = Decimal.parse(words[2]), let last = Decimal.parse(words[3])
        else { throw .notAnInteger }
        guard let list = try list(words[1]) else { return .array([]) }
        let count = Int64(list.count)
        // Clamping before adding keeps the extreme numbers of a client from overflowing.
        let start = max(0, first < 0 ? max(first, -count) + count : first)
        let end = min(count - 1, last < 0 ? max(last, -count - 1) + count : last)
        guard start <= end else { return .array([]) }
        return .array((Int(start)...Int(end)).map { .bulk(list[$0]) })
    }
}
