// SPDX-License-Identifier: Apache-2.0

/// The data, and what the commands do with it.
public struct KeyValueStore: Sendable {
    private enum Value: Sendable {
        case bytes([UInt8])
        case list([[UInt8]])
    }

    private var values: [[UInt8]: Value] = [:]

    /// Starts empty.
    public init() {}

    /// Carries out one command.
    public mutating func perform(_ words: [[UInt8]]) -> Reply {
        let name = words.first.map { String(decoding: $0, as: UTF8.self).uppercased() } ?? ""
        let arguments = Array(words.dropFirst())
        switch (name, arguments.count) {
        case ("PING", 0): return .simple("PONG")
        case ("PING", 1), ("ECHO", 1): return .bulk(arguments[0])
        case ("GET", 1): return get(arguments[0])
        case ("SET", 2...):
            values[arguments[0]] = .bytes(arguments[1])
            return .simple("OK")
        case ("DEL", 1...):
            return .integer(arguments.count { values.removeValue(forKey: $0) != nil })
        case ("EXISTS", 1...): return .integer(arguments.count { values[$0] != nil })
        case ("INCR", 1): return increment(arguments[0])
        case ("LPUSH", 2...): return push(arguments, atFront: true)
        case ("RPUSH", 2...): return push(arguments, atFront: false)
        case ("LPOP", 1): return popFirst(arguments[0])
        case ("MSET", 2...) where arguments.count % 2 == 0:
            for index in stride(from: 0, to: arguments.count, by: 2) {
                values[arguments[index]] = .bytes(arguments[index + 1])
            }
            return .simple("OK")
        case ("DBSIZE", 0): return .integer(values.count)
        case ("FLUSHALL", _):
            values.removeAll()
            return .simple("OK")
        case ("CONFIG", _), ("COMMAND", _): return .array([])
        case ("QUIT", _): return .simple("OK")
        default: return .error("unknown command or wrong number of arguments: '\(name)'")
        }
    }

    private static let wrongType = Reply.error("the key holds another type of value")

    private func get(_ key: [UInt8]) -> Reply {
        switch values[key] {
        case .bytes(let bytes): .bulk(bytes)
        case .list: Self.wrongType
        case nil: .bulk(nil)
        }
    }

    private mutating func increment(_ key: [UInt8]) -> Reply {
        guard case .bulk(let bytes) = get(key) else { return Self.wrongType }
        guard let number = Int(String(decoding: bytes ?? [0x30], as: UTF8.self)),
            case (let sum, let overflow) = number.addingReportingOverflow(1), !overflow
        else { return .error("the value is not a number") }
        values[key] = .bytes(Array("\(sum)".utf8))
        return .integer(sum)
    }

    private mutating func push(_ arguments: [[UInt8]], atFront: Bool) -> Reply {
        var list: [[UInt8]] = []
        switch values[arguments[0]] {
        case .list(let known): list = known
        case .bytes: return Self.wrongType
        case nil: break
        }
        // The list must not be shared while it grows, or each push would copy it.
        values[arguments[0]] = nil
        if atFront {
            list.insert(contentsOf: arguments.dropFirst().reversed(), at: 0)
        } else {
            list += arguments.dropFirst()
        }
        values[arguments[0]] = .list(list)
        return .integer(list.count)
    }

    private mutating func popFirst(_ key: [UInt8]) -> Reply {
        switch values[key] {
        case .list(var list):
            values[key] = nil
            let first = list.isEmpty ? nil : list.removeFirst()
            if !list.isEmpty { values[key] = .list(list) }
            return .bulk(first)
        case .bytes: return Self.wrongType
        case nil: return .bulk(nil)
        }
    }
}
