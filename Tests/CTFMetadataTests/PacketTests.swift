// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceModel

@testable import CTFMetadata

@Suite("Metadata packets")
struct PacketTests {
    private static let text = Rule.bytes([Rule.preamble, Rule.stream])
    private static let uuid = MetadataUUID(bytes: Array(1...16))

    private func packed(_ byteOrder: ByteOrder = .littleEndian, size: Int = 64) -> [UInt8] {
        MetadataPackets.pack(Self.text, uuid: Self.uuid, byteOrder: byteOrder, packetSize: size)
    }

    @Test(
        "Text survives packing",
        arguments: [ByteOrder.littleEndian, .bigEndian],
        [64, 99, 4096]
    )
    func roundTrip(byteOrder: ByteOrder, size: Int) throws {
        let bytes = packed(byteOrder, size: size)
        #expect(bytes.count % size == 0)
        let unpacked = try MetadataText(bytes)
        #expect(unpacked.text == Self.text)
        let room = size - 37
        #expect(unpacked.packets?.count == (Self.text.count + room - 1) / room)
        #expect(unpacked.packets?.byteOrder == byteOrder)
        #expect(unpacked.packets?.uuid == Self.uuid)
        #expect(unpacked.packets?.majorVersion == 2 && unpacked.packets?.minorVersion == 0)
        #expect(try MetadataParser.parse(bytes) == MetadataParser.parse(Self.text))
    }

    @Test("A TSDL text is packed as version 1.8, an empty one into one packet")
    func versions() throws {
        let text = Array("/* CTF 1.8 */ trace {};".utf8)
        let unpacked = try MetadataText(MetadataPackets.pack(text))
        #expect(unpacked.packets?.majorVersion == 1 && unpacked.packets?.minorVersion == 8)
        #expect(unpacked.hasSignature)
        #expect(try MetadataText(MetadataPackets.pack([])).packets?.count == 1)
    }

    @Test("Text without packets stands by itself")
    func plain() throws {
        let text = try MetadataText(Self.text)
        #expect(text.packets == nil && text.text == Self.text && !text.hasSignature)
    }

    /// A change of the second packet's header, and where the error is.
    struct Damage: Sendable {
        let offset: Int
        let byte: UInt8
        let problem: String
        var place = 64
    }

    @Test(
        "A damaged header is refused",
        arguments: [
            Damage(offset: 4, byte: 0, problem: "UUID", place: 68),
            Damage(offset: 24, byte: 1, problem: "multiples of 8"),
            Damage(offset: 25, byte: 0, problem: "less than the header"),
            Damage(offset: 25, byte: 3, problem: "more than the size"),
            Damage(offset: 24, byte: 8, problem: "more than the size"),
            Damage(offset: 28, byte: 1, problem: "multiples of 8"),
            Damage(offset: 32, byte: 1, problem: "compressed"),
            Damage(offset: 33, byte: 1, problem: "encrypted"),
            Damage(offset: 34, byte: 3, problem: "checksum"),
            Damage(offset: 35, byte: 3, problem: "version 3.0"),
            Damage(offset: 36, byte: 1, problem: "version 2.1"),
        ]
    )
    func damage(damage: Damage) {
        var bytes = packed()
        bytes[64 + damage.offset] = damage.byte
        if damage.offset == 25 && damage.byte == 0 { bytes[64 + 24] = 8 }
        let error = #expect(throws: CTFError.self) { try MetadataText(bytes) }
        #expect(error?.problem.contains(damage.problem) == true, "\(error?.problem ?? "")")
        #expect(error?.place == "metadata packet 2, byte \(damage.place)")
    }

    @Test("Bytes after the last packet that begin no other are left out with a warning")
    func trailingBytes() throws {
        for size in [64, 4_096] {
            let whole = packed(size: size)
            for tail in [[0], [0x57, 0], Array("\n".utf8), Array(repeating: 0, count: 100)] {
                let text = try MetadataText(whole + tail)
                #expect(text.text == Self.text && text.trailingOffset == whole.count)
                #expect(text.warning?.place == "byte \(whole.count)")
                var warnings: [CTFError] = []
                let metadata = try MetadataParser.parse(whole + tail, path: "m") {
                    warnings.append($0)
                }
                #expect(try metadata == MetadataParser.parse(Self.text))
                #expect(warnings.map(\.path) == ["m"])
                for step in [1, 7, 10_000] {
                    var parser = IncrementalMetadataParser()
                    let bytes = whole + tail
                    for start in stride(from: 0, to: bytes.count, by: step) {
                        try parser.append(Array(bytes[start..<min(start + step, bytes.count)]))
                    }
                    #expect(try parser.snapshot() == metadata)
                }
            }
            #expect(try MetadataText(whole).warning == nil)
        }
    }

    @Test("A packet that is cut short after others is refused", arguments: 1..<64)
    func cutTail(count: Int) {
        let bytes = packed() + packed().prefix(count)
        #expect(throws: CTFError.self) { try MetadataText(bytes) }
    }

    @Test(
        "A file that can be meant as metadata is recognised",
        arguments: [
            ("", true), ("/* CTF 1.8 */", true), ("\u{FEFF}/* CTF 1.8 */", true),
            ("trace { major = 1; };", true), ("\n\t// by me\n/* a * b */ typealias integer", true),
            ("event{", true), ("\u{1E}{}", true), ("events", false), ("{}", false),
            ("/* never ends", false), ("key: value", false), ("//", false),
        ]
    )
    func recognition(text: String, isMetadata: Bool) {
        #expect(MetadataText.looksLikeMetadata(Array(text.utf8)) == isMetadata)
        #expect(MetadataText.looksLikeMetadata(packed(.bigEndian)))
    }

    @Test("The checksum is ignored")
    func checksum() throws {
        var bytes = packed()
        bytes[20] = 0xFF
        #expect(try MetadataText(bytes).text == Self.text)
    }

    @Test("A change of byte order is refused")
    func byteOrder() {
        let bytes = packed(.littleEndian) + packed(.bigEndian)
        #expect(throws: CTFError.self) { try MetadataText(bytes) }
    }

    @Test("Each cut within a packet is refused where the cut field begins")
    func cuts() {
        let bytes = MetadataPackets.pack(Self.text, packetSize: 256)
        let fields = [0, 4, 20, 24, 28, 32, 33, 34, 35, 36]
        for count in 4..<bytes.count {
            let error = #expect(throws: CTFError.self) {
                try MetadataText(Array(bytes[..<count]))
            }
            let content = 37 + Self.text.count
            let place =
                count < 37
                ? fields.last { $0 <= count } ?? 0 : count < content ? 37 : content
            #expect(error?.place == "metadata packet 1, byte \(place)")
        }
    }
}
