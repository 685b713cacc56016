// SPDX-License-Identifier: Apache-2.0

import KeyValue
import Testing

@Suite("The store")
struct StoreTests {
    private let store = KeyValueStore()

    private func run(_ line: String, on store: KeyValueStore? = nil) throws -> Reply {
        let words = line.split(separator: " ").map { Array($0.utf8) }
        let command = try #require(CommandName(words[0]))
        return (store ?? self.store).execute(command, Request(arguments: words))
    }

    private func bulk(_ text: String) -> Reply { .bulk(Array(text.utf8)) }

    @Test("keeps strings")
    func strings() throws {
        #expect(try run("SET a 1") == .done)
        #expect(try run("get a") == bulk("1"))
        #expect(try run("GET b") == .null)
        #expect(try run("MSET b 2 c 3") == .done)
        #expect(try run("MGET a b x c") == .array([bulk("1"), bulk("2"), .null, bulk("3")]))
        #expect(try run("APPEND a 23") == .integer(3))
        #expect(try run("STRLEN a") == .integer(3))
        #expect(try run("EXISTS a b x") == .integer(2))
        #expect(try run("DEL a b x") == .integer(2))
        #expect(try run("DBSIZE") == .integer(1))
        #expect(try run("FLUSHALL") == .done)
        #expect(try run("DBSIZE") == .integer(0))
    }

    @Test("counts, and says when a number ends")
    func numbers() throws {
        #expect(try run("INCR n") == .integer(1))
        #expect(try run("INCRBY n 41") == .integer(42))
        #expect(try run("DECR n") == .integer(41))
        #expect(try run("GET n") == bulk("41"))
        #expect(try run("SET n 9223372036854775807") == .done)
        #expect(
            try run("INCR n") == .error("ERR increment or decrement would overflow")
        )
        #expect(try run("SET n x") == .done)
        #expect(
            try run("INCR n") == .error("ERR value is not an integer or out of range")
        )
    }

    @Test("keeps lists in order at both ends")
    func lists() throws {
        #expect(try run("RPUSH l c d e") == .integer(3))
        #expect(try run("LPUSH l b a") == .integer(5))
        #expect(try run("LRANGE l 0 -1") == .array(["a", "b", "c", "d", "e"].map(bulk)))
        #expect(try run("LRANGE l -2 9223372036854775807") == .array([bulk("d"), bulk("e")]))
        #expect(try run("LRANGE l -9223372036854775808 0") == .array([bulk("a")]))
        #expect(try run("LRANGE l 3 1") == .array([]))
        for element in ["e", "d", "c", "b"] { #expect(try run("RPOP l") == bulk(element)) }
        #expect(try run("LLEN l") == .integer(1))
        #expect(try run("LPOP l") == bulk("a"))
        #expect(try run("LPOP l") == .null)
        #expect(try run("EXISTS l") == .integer(0))
    }

    @Test("does not mix strings and lists")
    func kinds() throws {
        let wrongType = Reply.error(
            "WRONGTYPE Operation against a key holding the wrong kind of value"
        )
        #expect(try run("LPUSH l a") == .integer(1))
        #expect(try run("SET s a") == .done)
        for line in ["GET l", "INCR l", "APPEND l x", "LPUSH s x", "LPOP s", "LRANGE s 0 1"] {
            #expect(try run(line) == wrongType, "\(line)")
        }
        #expect(try run("SET l now-a-string") == .done)
    }

    @Test("checks the number of arguments")
    func argumentCounts() throws {
        for line in ["GET", "GET a b", "SET a", "LPUSH l", "INCR", "DBSIZE x", "LRANGE l 1"] {
            let name = line.split(separator: " ")[0].lowercased()
            #expect(
                try run(line)
                    == .error("ERR wrong number of arguments for '\(name)' command")
            )
        }
        #expect(try run("MSET a 1 b") == .error("ERR syntax error"))
        #expect(CommandName(Array("NOSUCH".utf8)) == nil)
        #expect(CommandName(Array("FLUSHALLX".utf8)) == nil)
    }

    @Test("stops growing at its limit and goes on when room is made")
    func memoryLimit() throws {
        let store = KeyValueStore(memoryLimitBytes: 10_000)
        let full = Reply.error("OOM command not allowed when used memory > 'maxmemory'.")
        var count = 0
        while try run("SET key\(count) value", on: store) == .done, count < 1000 { count += 1 }
        #expect((10..<1000).contains(count))
        #expect(try run("LPUSH l a", on: store) == full)
        for key in 0..<count { #expect(try run("DEL key\(key)", on: store) == .integer(1)) }
        for _ in 0..<100 {
            #expect(try run("RPUSH l a b c", on: store) == .integer(3))
            for _ in 0..<3 { _ = try run("LPOP l", on: store) }
        }
        #expect(try run("SET key value", on: store) == .done)
    }
}
