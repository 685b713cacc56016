// SPDX-License-Identifier: Apache-2.0

extension Database {
    /// Commands on keys that hold strings.
    mutating func executeStringCommand(
        _ command: CommandName,
        _ words: [[UInt8]]
    ) throws(CommandError) -> Reply {
        switch command {
        case .set:
            try setString(words[1], words[2])
            return .done
        case .append:
            return try append(words[2], to: words[1])
        case .stringLength:
            return .integer(Int64(try string(words[1])?.count ?? 0))
        case .multipleGet:
            // Keys of another kind read as absent here, unlike in the command for one key.
            return .array(words.dropFirst().map { reply(for: try? string($0)) })
        case .multipleSet:
            return try setMultiple(words)
        case .increment:
            return .integer(try increment(words[1], by: 1))
        case .decrement:
            return .integer(try increment(words[1], by: -1))
        case .incrementBy:
            guard let delta = Decimal.parse(words[2]) else { throw .notAnInteger }
            return .integer(try increment(words[1], by: delta))
        default:
            return reply(for: try string(words[1]))
        }
    }

    private func reply(for string: [UInt8]?) -> Reply {
        string.map(Reply.bulk) ?? .null
    }

    private mutating func append(
        _ suffix: [UInt8],
        to key: [UInt8]
    ) throws(CommandError) -> Reply {
        let joined = (try string(key) ?? []) + suffix
        // Appending must not build what a single argument may not be.
        guard joined.count <= RequestLimits().argumentByteCount else { throw .stringTooLong }
        try setString(key, joined)
        return .integer(Int64(joined.count))
    }

    private mutating func setMultiple(_ words: [[UInt8]]) throws(CommandError) -> Reply {
        guard words.count.isMultiple(of: 2) == false else { throw .syntax }
        for index in stride(from: 1, to: words.count, by: 2) {
            try setString(words[index], words[index + 1])
        }
        return .done
    }
}
