// SPDX-License-Identifier: Apache-2.0

#if Macros
import Foundation
import SideDescription
import Testing

@Suite("An expansion is, to the letter,")
struct GoldenExpansionTests {
    @Test("a body that tests the state, and a namespace beside the function")
    func tracepoint() {
        let expansion = MacroExpansion(
            [
                #"@Tracepoint("kv", level: .debug, fields: ["key": .role("k")])"#,
                "public func command(key: String)",
            ].joined(separator: " ")
        )
        #expect(expansion.complaints.isEmpty)
        #expect(expansion.text == Self.tracepointText)
    }

    @Test("a closure with a namespace of its own")
    func event() {
        let expansion = MacroExpansion(
            #"#event("kv", "miss", ["id": id as UInt64, "path": "x"])"#
        )
        #expect(expansion.complaints.isEmpty)
        #expect(expansion.text == Self.eventText)
    }

    @Test("a record that reads as the description of the event")
    func record() throws {
        let event = try SideRecordParser.parse(Self.recordBytes(in: Self.tracepointText))
        let role = SideAttribute(SideAttribute.roleKey, .string("k"))
        #expect(
            event
                == SideEventDescription(
                    provider: "kv",
                    name: "command",
                    logLevel: .debug,
                    fields: [SideField("key", SideType(.string, attributes: [role]))]
                )
        )
    }

    /// The end-to-end tests look at this program, which is built without macros.
    @Test("what the program for debuggers holds")
    func program() throws {
        let file =
            #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
            + "/Programs/Sources/probed/Hit.swift"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let expansion = MacroExpansion(
            """
            @Tracepoint("probed")
            func hit(number: UInt32, text: String)
            """
        )
        #expect(expansion.complaints.isEmpty)
        #expect(text.hasSuffix("import CProbe\nimport Plume\n\n" + expansion.text + "\n"))
    }

    /// The bytes of the words of an expanded record, with zeros in the accessor's place.
    private static func recordBytes(in text: String) -> [UInt8] {
        var words = text.split { " ,()\n".contains($0) }
            .filter { $0.hasPrefix("0x") }
            .compactMap { UInt64($0.dropFirst(2), radix: 16) }
        words.insert(0, at: 2)
        return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }

    /// The calls that make a note, indented as they are expanded.
    private static func note(
        _ digits: String,
        _ provider: String,
        _ name: String,
        indentation: Int
    ) -> String {
        let text = "\(provider)\0\(name)\0".utf8.map {
            ($0 < 16 ? "text_0" : "text_") + String($0, radix: 16)
        }
        return (["begin"] + digits.map { "digit_\($0)" } + ["note"] + text + ["here"])
            .map { "plume_probe_\($0)()" }
            .joined(separator: "\n" + String(repeating: " ", count: indentation))
    }

    private static let tracepointText = """
        public func command(key: String) {
            if _plume_command.isEnabled {
                _plume_command.emit(key)
            }
        }

        public enum _plume_command {
            @section("plume_event_state_92935048808531278") @used @exclusivity(unchecked)
            nonisolated(unsafe) static var state:
                (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
            @section("plume_event") @used @exclusivity(unchecked)
            nonisolated(unsafe) static var record: (
                UInt64, UInt64, @convention(c) () -> UnsafeMutableRawPointer, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64, UInt64,
                UInt64, UInt64, UInt64
            ) = (
                0x315645454d554c50, 0x100000158, {
                    unsafe EventEmission.stateAddress(&_plume_command.state)
                }, 0x700000138,
                0x70, 0x0, 0x0, 0x90,
                0x0, 0x93, 0x0, 0x9b,
                0x0, 0x1, 0x0, 0x0,
                0x0, 0x700110033, 0x616d6d6f6300766b, 0xeb00646e,
                0x0, 0xef0012000000, 0x0, 0x10000000000,
                0x100, 0x0, 0x0, 0x0,
                0x0, 0x250079656b000000, 0x1, 0x100000000000000,
                0x1300000001000, 0x0, 0x10000000000, 0x0,
                0x756c700000000000, 0x656c6f722e656d, 0x6b, 0x4800000038,
                0x9b00000058, 0xef000000ad, 0x105
            )
            @inline(__always)
            public nonisolated static var isEnabled: Bool {
                unsafe EventEmission.isEnabled(&Self.state)
            }
            @inline(never)
            public nonisolated static func emit(_ field0: String) {
                \(note("14a2bef3b6a854e", "kv", "command", indentation: 8))
                unsafe EventEmission.emit(&Self.state) { writer in
                    field0.write(into: &writer)
                }
            }
        }
        """

    private static let eventText = """
        {
            enum _PlumeEvent {
                @section("plume_event_state_296454655040404745") @used @exclusivity(unchecked)
                nonisolated(unsafe) static var state:
                    (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
                @section("plume_event") @used @exclusivity(unchecked)
                nonisolated(unsafe) static var record: (
                    UInt64, UInt64, @convention(c) () -> UnsafeMutableRawPointer, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64, UInt64,
                    UInt64, UInt64, UInt64
                ) = (
                    0x315645454d554c50, 0x100000158, {
                        unsafe EventEmission.stateAddress(&_PlumeEvent.state)
                    }, 0x500000140,
                    0x70, 0x0, 0x0, 0x90,
                    0x0, 0x93, 0x0, 0x98,
                    0x0, 0x2, 0x0, 0x0,
                    0x0, 0x600110033, 0x7373696d00766b, 0x138,
                    0x0, 0x5, 0x0, 0x8000000000000,
                    0x0, 0x0, 0x0, 0x0,
                    0x0, 0x13b, 0x0, 0x12,
                    0x0, 0x1000000000000, 0x0, 0x0,
                    0x0, 0x0, 0x0, 0x68746170006469,
                    0x4800000038, 0x9800000058, 0xe8
                )
                @inline(__always)
                nonisolated static var isEnabled: Bool {
                    unsafe EventEmission.isEnabled(&Self.state)
                }
                @inline(never)
                nonisolated static func emit(_ field0: UInt64, _ field1: String) {
                    \(note("41d37f025b1bd09", "kv", "miss", indentation: 12))
                    unsafe EventEmission.emit(&Self.state) { writer in
                        field0.write(into: &writer)
                        field1.write(into: &writer)
                    }
                }
            }
            if _PlumeEvent.isEnabled {
                _PlumeEvent.emit(id as UInt64, "x")
            }
        }()
        """
}
#endif
