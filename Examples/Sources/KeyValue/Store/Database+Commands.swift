// SPDX-License-Identifier: Apache-2.0

extension Database {
    /// Carries out a command whose number of arguments was checked.
    mutating func execute(
        _ command: CommandName,
        _ words: [[UInt8]]
    ) throws(CommandError) -> Reply {
        switch command {
        case .get, .set, .append, .stringLength, .multipleGet, .multipleSet, .increment,
            .incrementBy, .decrement:
            return try executeStringCommand(command, words)
        case .pushLeft, .pushRight, .popLeft, .popRight, .listLength, .listRange:
            return try executeListCommand(command, words)
        case .delete:
            var removed: Int64 = 0
            for key in words.dropFirst() where remove(key) { removed += 1 }
            return .integer(removed)
        case .exists:
            return .integer(Int64(words.dropFirst().count { contains($0) }))
        case .databaseSize:
            return .integer(Int64(count))
        case .flushAll, .flushDatabase:
            removeAll()
            return .done
        case .ping:
            return words.count == 2 ? .bulk(words[1]) : .simple("PONG")
        case .echo:
            return .bulk(words[1])
        case .config:
            return configuration(words)
        case .command:
            return .array([])
        case .quit, .select:
            return .done
        }
    }

    /// Load generators ask for settings before they begin; the answer is that none is set.
    private func configuration(_ words: [[UInt8]]) -> Reply {
        guard words.count == 3, words[1].count == 3 else { return .done }
        return .array([.bulk(words[2]), .bulk([])])
    }
}
