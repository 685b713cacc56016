// SPDX-License-Identifier: Apache-2.0

import CSide
import Foundation
import Testing

@Suite("docs/abi/side.md")
struct LayoutTests {
    /// The numbers of the tables: "| `name` | 16 |".
    private func numbers() throws -> [String: Int] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appendingPathComponent("docs/abi/side.md"),
            encoding: .utf8
        )
        var numbers: [String: Int] = [:]
        for match in text.matches(of: /(?m)^\| `(\w+\.\w+)` \| (\d+) \|$/) {
            numbers[String(match.1)] = Int(match.2)
        }
        return numbers
    }

    @Test("has the layouts that the code uses")
    func layouts() throws {
        let numbers = try numbers()
        typealias State = plume_side_state
        typealias Callback = plume_side_callback
        let compiled: [String: Int?] = unsafe [
            "state.version": MemoryLayout<State>.offset(of: \.version),
            "state.callbackCount": MemoryLayout<State>.offset(of: \.callback_count),
            "state.enabled": MemoryLayout<State>.offset(of: \.enabled),
            "state.callbacks": MemoryLayout<State>.offset(of: \.callbacks),
            "state.description": MemoryLayout<State>.offset(of: \.description),
            "state.end": MemoryLayout<State>.size,
            "callback.function": MemoryLayout<Callback>.offset(of: \.function),
            "callback.own": MemoryLayout<Callback>.offset(of: \.own),
            "callback.key": MemoryLayout<Callback>.offset(of: \.key),
            "callback.end": MemoryLayout<Callback>.size,
        ]
        for (name, offset) in compiled { #expect(numbers[name] == offset, "\(name)") }
        #expect(numbers.keys.filter { $0.hasPrefix("description.") }.count == 12)
    }

    @Test("has descriptions as the runtime lays its own out")
    func ownDescriptions() throws {
        let numbers = try numbers()
        let events = unsafe plume_side_own_events()
        guard let event = unsafe events?[0] else {
            Issue.record("there are no events")
            return
        }
        // SAFETY: the description is a constant of the size that it says.
        func word<Word: FixedWidthInteger>(_ name: String, _: Word.Type) throws -> Word {
            let offset = try #require(numbers["description.\(name)"])
            return unsafe event.loadUnaligned(fromByteOffset: offset, as: Word.self)
        }
        let size = try word("size", UInt32.self)
        #expect(numbers["description.end"] == Int(size))
        #expect(try word("version", UInt32.self) == 0)
        #expect(try word("fields", UInt64.self) != 0)
        #expect(try word("attributes", UInt64.self) == 0)
        #expect(try word("flags", UInt64.self) == 0)
        #expect(try word("typeCount", UInt16.self) == 51)
        #expect(try word("attributeTypeCount", UInt16.self) == 17)
        #expect(try word("logLevel", UInt32.self) == 6)
        let state = try word("state", UInt.self)
        // SAFETY: the address is that of a static variable.
        let ownState = unsafe UnsafePointer<plume_side_state>(bitPattern: state)
        let description = unsafe ownState?.pointee.description
        let isOwn = unsafe description == UnsafeRawPointer(event)
        #expect(isOwn)
        for (name, text) in [("provider", "side"), ("name", "statedump_begin")] {
            let address = try word(name, UInt.self)
            let string = unsafe UnsafePointer<CChar>(bitPattern: address)
            let found = unsafe string.map { unsafe String(cString: $0) }
            #expect(found == text)
        }
    }
}
