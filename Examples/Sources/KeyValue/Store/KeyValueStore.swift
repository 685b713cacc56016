// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// The store that all connections share.
///
/// One lock serves all: a command holds it for less time than the socket takes to carry it.
public final class KeyValueStore: Sendable {
    private let database: Mutex<Database>

    /// Makes an empty store that holds about this many bytes at most.
    public init(memoryLimitBytes: Int = 256 << 20) {
        database = Mutex(Database(costLimit: memoryLimitBytes))
    }

    /// Carries out a command and returns what the client is to read.
    public func execute(_ command: CommandName, _ request: Request) -> Reply {
        guard command.argumentCounts.contains(request.arguments.count - 1) else {
            let name = command.rawValue.lowercased()
            return .error("ERR wrong number of arguments for '\(name)' command")
        }
        return database.withLock { database in
            do throws(CommandError) {
                return try database.execute(command, request.arguments)
            } catch {
                return .error(error.rawValue)
            }
        }
    }
}
