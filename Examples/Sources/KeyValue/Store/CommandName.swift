// SPDX-License-Identifier: Apache-2.0

/// The commands that the server knows.
public enum CommandName: String, CaseIterable, Sendable {
    case append = "APPEND"
    case command = "COMMAND"
    case config = "CONFIG"
    case databaseSize = "DBSIZE"
    case decrement = "DECR"
    case delete = "DEL"
    case echo = "ECHO"
    case exists = "EXISTS"
    case flushAll = "FLUSHALL"
    case flushDatabase = "FLUSHDB"
    case get = "GET"
    case increment = "INCR"
    case incrementBy = "INCRBY"
    case listLength = "LLEN"
    case listRange = "LRANGE"
    case multipleGet = "MGET"
    case multipleSet = "MSET"
    case ping = "PING"
    case popLeft = "LPOP"
    case popRight = "RPOP"
    case pushLeft = "LPUSH"
    case pushRight = "RPUSH"
    case quit = "QUIT"
    case select = "SELECT"
    case set = "SET"
    case stringLength = "STRLEN"

    /// How many arguments the command takes after its name.
    var argumentCounts: ClosedRange<Int> {
        switch self {
        case .databaseSize, .quit: 0...0
        case .flushAll, .flushDatabase, .ping: 0...1
        case .decrement, .echo, .get, .increment, .listLength, .popLeft, .popRight, .select,
            .stringLength:
            1...1
        case .append, .incrementBy, .set: 2...2
        case .listRange: 3...3
        case .delete, .exists, .multipleGet: 1...Int.max
        case .multipleSet, .pushLeft, .pushRight: 2...Int.max
        case .command: 0...Int.max
        case .config: 1...Int.max
        }
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: allCases.map { (Array($0.rawValue.utf8), $0) }
    )

    /// Finds a command by its name in any case of letters.
    public init?(_ name: [UInt8]) {
        // No name is longer, and a long one from a hostile client is not worth copying.
        guard name.count <= 8 else { return nil }
        let upper = name.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        guard let command = Self.byName[upper] else { return nil }
        self = command
    }
}
