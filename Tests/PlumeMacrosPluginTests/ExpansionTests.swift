// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("The macros expand")
struct ExpansionTests {
    @Test("a tracepoint into a test of its state and a namespace beside it")
    func tracepoint() {
        let expansion = MacroExpansion(
            #"@Tracepoint("kv", level: .debug) func command(key: String, size: Int)"#
        )
        #expect(expansion.problems.isEmpty)
        #expect(
            expansion.text.contains("if unsafe EventEmission.isEnabled(&_plume_command.state)")
        )
        #expect(expansion.text.contains("_plume_command.emit(key, size)"))
        #expect(expansion.text.contains(#"@section("plume_event_state") @used"#))
        #expect(expansion.text.contains("static func emit(_ `key`: String, _ `size`: Int)"))
        // "PLUMEEV1" begins the record.
        #expect(expansion.text.contains("0x315645454d554c50"))
    }

    @Test("a lazy call into a condition around its arguments")
    func trace() {
        let expansion = MacroExpansion("#trace(Events.command(key: name, size: data.count))")
        #expect(expansion.problems.isEmpty)
        let call = "EventEmission.isEnabled(&Events._plume_command.state)"
        #expect(expansion.text.contains(call))
        #expect(expansion.text.contains("Events._plume_command.emit(name, data.count)"))
    }

    @Test("a one-shot event into a closure with its own namespace")
    func event() {
        let expansion = MacroExpansion(
            #"#event("kv", "miss", level: .debug, ["id": id as UInt64, "path": "x"])"#
        )
        #expect(expansion.problems.isEmpty)
        #expect(expansion.text.contains("_PlumeEvent.emit(id as UInt64, \"x\")"))
    }
}
