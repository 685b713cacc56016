// SPDX-License-Identifier: Apache-2.0

/// The keys and their values, within a limit of memory.
struct Database {
    /// The memory a key is counted with beside its bytes.
    private static let keyOverhead = 96

    private var values: [[UInt8]: StoredValue] = [:]
    private var cost = 0
    private let costLimit: Int

    init(costLimit: Int) {
        self.costLimit = costLimit
    }

    var count: Int { values.count }

    func contains(_ key: [UInt8]) -> Bool { values[key] != nil }

    mutating func removeAll() {
        values = [:]
        cost = 0
    }

    mutating func remove(_ key: [UInt8]) -> Bool {
        guard let value = values.removeValue(forKey: key) else { return false }
        cost -= key.count + Self.keyOverhead + value.cost
        return true
    }

    /// Fails when the command would add memory beyond the limit.
    func checkRoom(for byteCount: Int) throws(CommandError) {
        guard cost + byteCount <= costLimit else { throw .outOfMemory }
    }
}

extension Database {
    /// The string at a key, nil when there is none.
    func string(_ key: [UInt8]) throws(CommandError) -> [UInt8]? {
        switch values[key] {
        case .string(let bytes): return bytes
        case .list: throw .wrongType
        case nil: return nil
        }
    }

    /// Puts a string at a key in place of whatever is there.
    mutating func setString(_ key: [UInt8], _ bytes: [UInt8]) throws(CommandError) {
        try checkRoom(for: key.count + Self.keyOverhead + bytes.count)
        if let old = values.updateValue(.string(bytes), forKey: key) {
            cost += bytes.count - old.cost
        } else {
            cost += key.count + Self.keyOverhead + bytes.count
        }
    }

    /// Adds to the number at a key, which counts as 0 when absent.
    mutating func increment(_ key: [UInt8], by delta: Int64) throws(CommandError) -> Int64 {
        let old = try string(key)
        guard let number = old.map(Decimal.parse) ?? 0 else { throw .notAnInteger }
        let (sum, overflow) = number.addingReportingOverflow(delta)
        guard !overflow else { throw .overflow }
        try setString(key, Decimal.bytes(of: sum))
        return sum
    }
}

extension Database {
    /// The list at a key, nil when there is none.
    func list(_ key: [UInt8]) throws(CommandError) -> StoredList? {
        switch values[key] {
        case .list(let list): return list
        case .string: throw .wrongType
        case nil: return nil
        }
    }

    /// Lets the body change the list at a key; an empty list is the same as none.
    mutating func changeList<Result>(
        _ key: [UInt8],
        _ body: (inout StoredList) -> Result
    ) throws(CommandError) -> Result {
        var list = try list(key) ?? StoredList()
        // Taking the value out leaves the list uniquely owned, so the body changes it in place.
        let isNew = values.updateValue(.string([]), forKey: key) == nil
        if isNew { cost += key.count + Self.keyOverhead }
        let oldCost = list.cost
        let result = body(&list)
        cost += list.cost - oldCost
        if list.count > 0 {
            values[key] = .list(list)
        } else {
            values[key] = nil
            cost -= key.count + Self.keyOverhead
        }
        return result
    }
}
