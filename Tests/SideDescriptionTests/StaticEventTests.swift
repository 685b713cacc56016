// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SideDescription

@Suite("Events of C programs in a file")
struct StaticEventTests {
    /// Puts descriptions where a linker puts them: one loaded segment, three sections.
    private struct Image {
        static let address: UInt64 = 0x40_0000
        var bytes = [UInt8](repeating: 0, count: 64 + 56)
        var relocations: [(place: UInt64, value: UInt64)] = []
        let isRelocated: Bool

        init(isRelocated: Bool) {
            self.isRelocated = isRelocated
        }

        var end: UInt64 { Self.address + UInt64(bytes.count) }

        mutating func put(_ number: UInt64, _ count: Int) {
            for index in 0..<count {
                bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
            }
        }

        mutating func set(_ offset: Int, _ number: UInt64, _ count: Int) {
            for index in 0..<count {
                bytes[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
            }
        }

        mutating func pointer(_ value: UInt64) {
            if isRelocated, value != 0 { relocations.append((end, value)) }
            put(isRelocated ? 0 : value, 8)
        }

        /// A `side_ptr`.
        mutating func widePointer(_ value: UInt64) {
            pointer(value)
            put(0, 8)
        }

        mutating func text(_ text: String) -> UInt64 {
            let place = end
            bytes += Array(text.utf8) + [0]
            return place
        }

        mutating func array(_ place: UInt64, _ count: UInt64) {
            widePointer(place)
            put(count, 4)
        }

        /// A type of 64 bytes whose label has a number of its own, as integers have.
        mutating func integer(label: UInt64, bytes count: UInt64, isSigned: Bool) {
            let begin = bytes.count
            put(label, 2)
            array(0, 0)
            put(count, 2)
            put(0, 2)
            put(isSigned ? 1 : 0, 1)
            bytes += [UInt8](repeating: 0, count: begin + 64 - bytes.count)
        }

        mutating func description(
            _ provider: UInt64,
            _ name: UInt64,
            fields: UInt64,
            _ count: UInt64
        ) -> UInt64 {
            let place = end
            put(112, 4)
            put(0, 4)
            widePointer(0)
            widePointer(provider)
            widePointer(name)
            array(fields, count)
            array(0, 0)
            put(0, 8)
            put(51, 2)
            put(17, 2)
            put(4, 4)
            return place
        }

        /// The file, with a list of descriptions.
        mutating func finished(_ descriptions: [UInt64]) -> [UInt8] {
            let list = end
            for description in descriptions { pointer(description) }
            let loaded = bytes.count
            let table = UInt64(bytes.count)
            for relocation in relocations {
                put(relocation.place, 8)
                put(8, 8)
                put(relocation.value, 8)
            }
            let names = UInt64(bytes.count)
            bytes += Array("\0side_event_description_ptr\0".utf8)
            let sections = UInt64(bytes.count)
            let count = UInt64(descriptions.count)
            bytes += [UInt8](repeating: 0, count: 64)
            section(1, 1, list, list - Self.address, count * 8)
            section(0, 4, 0, table, UInt64(relocations.count) * 24)
            section(0, 3, 0, names, sections - names)
            header(sections, loaded)
            return bytes
        }

        private mutating func section(
            _ name: UInt64,
            _ kind: UInt64,
            _ address: UInt64,
            _ offset: UInt64,
            _ size: UInt64
        ) {
            put(name, 4)
            put(kind, 4)
            put(0, 8)
            for number in [address, offset, size] { put(number, 8) }
            bytes += [UInt8](repeating: 0, count: 24)
        }

        private mutating func header(_ sections: UInt64, _ loaded: Int) {
            for (index, byte) in [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1].enumerated() {
                set(index, UInt64(byte), 1)
            }
            for (offset, number, count) in [
                (18, 62, 2), (32, 64, 8), (40, sections, 8), (54, 56, 2), (56, 1, 2), (58, 64, 2),
                (60, 4, 2), (62, 3, 2), (64, 1, 4), (72, 0, 8), (80, Self.address, 8),
                (96, UInt64(loaded), 8),
            ] as [(Int, UInt64, Int)] {
                set(offset, number, count)
            }
        }
    }

    /// A file with two events: one with a number and an enumeration, one with no fields.
    private static func file(
        isRelocated: Bool,
        spoiling: (inout Image) -> Void = { _ in }
    )
        -> [UInt8]
    {
        var image = Image(isRelocated: isRelocated)
        let provider = image.text("web")
        let (done, idle) = (image.text("done"), image.text("idle"))
        let (status, kind, label) = (image.text("status"), image.text("kind"), image.text("GET"))
        let element = image.end
        image.integer(label: 2, bytes: 1, isSigned: false)
        let mapping = image.end
        image.put(1, 8)
        image.put(3, 8)
        image.widePointer(label)
        image.put(1, 2)
        let mappings = image.end
        image.array(mapping, 1)
        image.array(0, 0)
        let fields = image.end
        image.widePointer(status)
        image.integer(label: 9, bytes: 4, isSigned: true)
        image.widePointer(kind)
        image.put(27, 2)
        image.widePointer(mappings)
        image.widePointer(element)
        image.bytes += [UInt8](repeating: 0, count: 30)
        let first = image.description(provider, done, fields: fields, 2)
        let second = image.description(provider, idle, fields: 0, 0)
        spoiling(&image)
        return image.finished([first, 0, second])
    }

    private static let expected = [
        SideEventDescription(
            provider: "web",
            name: "done",
            logLevel: .warning,
            fields: [
                SideField("status", SideType(.integer(bits: 32, isSigned: true))),
                SideField(
                    "kind",
                    SideType(
                        .enumeration(
                            bits: 8,
                            isSigned: false,
                            labels: [SideEnumerationLabel("GET", 1...3)]
                        )
                    )
                ),
            ]
        ),
        SideEventDescription(provider: "web", name: "idle", logLevel: .warning),
    ]

    @Test(
        "are found at a fixed address and behind relocations",
        arguments: [false, true]
    )
    func found(isRelocated: Bool) throws {
        let events = try StaticEvents(Self.file(isRelocated: isRelocated))
        #expect(events.events == Self.expected)
        #expect(events.problems.isEmpty)
        #expect(try StaticEvents.areIn(Self.file(isRelocated: isRelocated)))
    }

    @Test("that point out of the file are named, and the others are there")
    func outside() throws {
        let bytes = Self.file(isRelocated: true) { image in
            // The fields of the first event.
            let place = image.end - 224 + 56
            for index in image.relocations.indices where image.relocations[index].place == place {
                image.relocations[index].value = 0xFFFF_FFFF_FFFF_FFF0
            }
        }
        let events = try StaticEvents(bytes)
        #expect(events.events == [Self.expected[1]])
        #expect(events.problems.count == 1)
        #expect(events.problems.first?.description.contains("out of the file") == true)
    }

    @Test("in damaged files give errors or fewer events, never a trap", arguments: [false, true])
    func damaged(isRelocated: Bool) throws {
        let bytes = Self.file(isRelocated: isRelocated)
        var failures = 0
        for position in 0..<(bytes.count * 8) {
            var copy = bytes
            copy[position / 8] ^= 1 << UInt8(position % 8)
            if (try? StaticEvents(copy))?.events != Self.expected { failures += 1 }
        }
        for position in 0..<(bytes.count - 8) {
            for value in [0x00, 0x7F, 0xFF] as [UInt8] {
                var copy = bytes
                for index in 0..<8 { copy[position + index] = value }
                if (try? StaticEvents(copy))?.events != Self.expected { failures += 1 }
            }
        }
        for cut in 0..<bytes.count where (try? StaticEvents(Array(bytes.prefix(cut)))) != nil {
            failures += 1
        }
        #expect(failures > 500)
    }

    private static func linkage(_ bytes: [UInt8]) -> ELFLinkage? {
        ELFLinkage { offset, count in
            guard offset < UInt64(bytes.count) else { return [] }
            return Array(bytes[Int(offset)...].prefix(count))
        }
    }

    @Test("are seen by the tables of the file alone, damaged or not")
    func linkage() {
        let bytes = Self.file(isRelocated: true)
        #expect(Self.linkage(bytes)?.describesEvents == true)
        #expect(Self.linkage(bytes)?.isDynamic == false)
        #expect(Self.linkage(bytes)?.containsRuntime == false)
        let nothing = Self.linkage([])
        #expect(nothing == nil)
        var failures = 0
        for position in 0..<(bytes.count * 8) {
            var copy = bytes
            copy[position / 8] ^= 1 << UInt8(position % 8)
            if Self.linkage(copy)?.describesEvents != true { failures += 1 }
        }
        for cut in 0..<bytes.count where Self.linkage(Array(bytes.prefix(cut))) == nil {
            failures += 1
        }
        #expect(failures > 100)
    }

    @Test("that are not there are no events")
    func none() throws {
        var image = Image(isRelocated: false)
        let bytes = image.finished([])
        #expect(try StaticEvents(bytes).events.isEmpty)
        #expect(try !StaticEvents.areIn(bytes))
        #expect(throws: ELFImage.FormatError.self) { try StaticEvents([0x7F, 0x45]) }
    }
}
