// SPDX-License-Identifier: Apache-2.0

import CTFReader
import Foundation
import Testing
import TraceModel

@testable import CTFWriter

/// What is encoded must be decoded to the same values, for classes and values made at random.
@Suite struct RandomRecordTests {
    @Test("Random records are read as they were written", arguments: 0..<300)
    func roundTrip(seed: Int) throws {
        var random = RandomRecords(seed: UInt64(seed))
        let payload = random.structure()
        let metadata = TraceMetadata(
            dataStreamClasses: [DataStreamClass(eventRecordHeader: header)],
            eventRecordClasses: [EventRecordClass(id: 7, payload: payload)]
        )
        let source = try CompiledTrace(metadata)
        let translation = try TraceTranslation(source)
        let path = NSTemporaryDirectory() + "plume-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try TranslatedTraceWriter(path: path, translation: translation)
        let writer = try folder.stream(classID: 0, id: 0, file: folder.reserveFile(nil))
        var expected: [String] = []
        for _ in 0..<3 {
            try writer.beginPacket(context: nil, clock: nil)
            for _ in 0..<5 {
                random.fill(payload)
                var text = RecordText(random.items[...], random.window)
                expected.append(text.text(of: payload))
                try writer.append(
                    event: 0,
                    clock: 0,
                    items: random.items,
                    range: random.items.indices,
                    window: random.window
                )
            }
            try writer.endPacket(clock: nil)
        }
        try writer.finish()
        let trace = try CTFTrace(paths: [path])
        let stream = try #require(trace.streams.first)
        let cursor = DataStreamCursor(stream)
        var found: [String] = []
        while let message = try cursor.next() {
            guard message == .event, let record = cursor.record else { continue }
            let range = Int(record.firstItem)..<Int(record.endItem)
            var text = RecordText(cursor.batch.items[range], cursor.batch.window)
            found.append(text.text(of: try #require(cursor.event?.eventClass.payload)))
        }
        let difference = zip(found, expected).first { $0 != $1 }
        #expect(difference == nil)
        #expect(found.count == expected.count)
    }

    private var header: StructureFieldClass {
        StructureFieldClass([
            StructureFieldClass.Member("id", .unsigned(bits: 64, roles: [.eventRecordClassID]))
        ])
    }
}

/// Writes values as text in which layouts leave no trace.
private struct RecordText {
    private var items: ArraySlice<FieldItem>
    private let window: [UInt8]

    init(_ items: ArraySlice<FieldItem>, _ window: [UInt8]) {
        self.items = items
        self.window = window
    }

    mutating func text(of structure: StructureFieldClass) -> String {
        "{" + structure.members.map { text(of: $0.fieldClass) }.joined(separator: " ") + "}"
    }

    private mutating func text(of fieldClass: FieldClass) -> String {
        if case .structure(let structure) = fieldClass { return text(of: structure) }
        let item = items.popFirst() ?? FieldItem(0)
        switch fieldClass {
        case .bitArray(let bits): return number(item, bits.layout)
        case .bitMap(let map): return number(item, map.layout)
        case .integer(let integer): return number(item, integer.layout)
        case .floatingPoint(let float): return number(item, float.layout)
        case .boolean(let boolean): return number(item, boolean.layout) == "0" ? "false" : "true"
        case .variableLengthInteger: return "\(item.bits)/\(item.byteCount)"
        case .string, .blob: return "\(window[item.range].map { $0 })"
        case .array(let array):
            return "[" + (0..<item.bits).map { _ in text(of: array.element) }.joined() + "]"
        case .optional(let optional): return item.bits == 0 ? "-" : text(of: optional.content)
        case .variant(let variant):
            return "#\(item.bits)" + text(of: variant.options[Int(item.bits)].fieldClass)
        case .structure: return ""
        }
    }

    private func number(_ item: FieldItem, _ layout: BitLayout) -> String {
        guard layout.lengthBits > 64 else { return "\(item.bits)" }
        return WideNumber(layout, isSigned: false, firstBit: item.bits, in: window).decimal
    }
}
