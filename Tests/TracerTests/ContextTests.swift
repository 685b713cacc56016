// SPDX-License-Identifier: Apache-2.0

import CPlume
import EventContext
import EventFilter
import Foundation
import Testing

@testable import Tracer

@Suite("Contexts in a program")
struct ContextTests {
    /// The bytes that a context takes in a record.
    private static func bytes(of name: String) throws -> [UInt8] {
        let program = ContextProgram([try EventContext(named: name)])
        var area = [UInt8](repeating: 0xAA, count: Int(PLUME_CONTEXTS_MAXIMUM_BYTES))
        let count = unsafe area.withUnsafeMutableBytes { area in
            unsafe plume_write_contexts(program.contexts, 1, plume_this_frame(), area.baseAddress)
        }
        return Array(area[..<Int(count)])
    }

    @Test(
        "take the bytes that the table says",
        arguments: KnownContext.allCases.filter { !$0.isInEachRecord }
    )
    func sizes(_ context: KnownContext) throws {
        let bytes = try Self.bytes(of: context.name)
        switch context.value {
        case .unsigned32, .signed32: #expect(bytes.count == 4)
        case .unsigned64, .address: #expect(bytes.count == 8)
        case .text: #expect(bytes.firstIndex(of: 0) == bytes.count - 1)
        }
    }

    @Test("are the same for filters, by number")
    func numbers() {
        let live = unsafe LiveContexts(frame: nil)
        for context in KnownContext.allCases {
            let id = ContextID(context)
            let isText = context.value == .text
            #expect((live.integer(id) != nil) == (!isText && !context.isInEachRecord))
            if isText { #expect(live.withText(id) { $0.count } != nil) }
        }
        #expect(live.integer(ContextID(rawValue: 30)) == nil)
        #expect(live.integer(ContextID(rawValue: 255)) == nil)
        #expect(live.integer(ContextID(.parentProcessID)) == Int64(getppid()))
    }

    @Test("end a call stack at the depth that was asked for")
    func callStacks() throws {
        let bytes = try Self.bytes(of: "callstack-user:1")
        #expect(bytes.count == 12 && bytes[..<4] == [1, 0, 0, 0])
        #expect(throws: Never.self) {
            try EventContext(named: "callstack-user:\(PLUME_CALL_STACK_MAXIMUM)")
        }
        #expect(throws: EventContextError.self) {
            try EventContext(named: "callstack-user:\(PLUME_CALL_STACK_MAXIMUM + 1)")
        }
    }
}
