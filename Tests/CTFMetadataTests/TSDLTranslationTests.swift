// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Testing
import TraceModel

@Suite("TSDL and its translations to CTF 2")
struct TSDLTranslationTests {
    @Test("A text and its translation have the same model", arguments: TSDLCorpus.translations)
    func translation(_ item: TSDLCorpus.Translation) throws {
        let first = Shape(try TSDLParser.parse(item.text))
        let second = Shape(try MetadataParser.parse(item.translation))
        #expect(first == second)
    }
}

/// What two descriptions of the same data streams have in common.
///
/// The translations have their labels, streams and events in another order.
private struct Shape: Equatable {
    struct Node: Equatable {
        let name: String?
        let fieldClass: FieldClass
    }

    let uuid: MetadataUUID?
    let packetHeader: [Node]
    let streams: [UInt64: [Node]]
    let clocks: [UInt64: Bool]
    let events: [[UInt64]: [Node]]

    init(_ metadata: TraceMetadata) {
        uuid = metadata.uuid
        packetHeader = Self.nodes([metadata.traceClass.packetHeader])
        var streams: [UInt64: [Node]] = [:]
        var clocks: [UInt64: Bool] = [:]
        for stream in metadata.dataStreamClasses {
            clocks[stream.id] = stream.defaultClockClassID != nil
            streams[stream.id] = Self.nodes([
                stream.packetContext, stream.eventRecordHeader, stream.eventRecordCommonContext,
            ])
        }
        self.streams = streams
        self.clocks = clocks
        var events: [[UInt64]: [Node]] = [:]
        for event in metadata.eventRecordClasses {
            events[[event.dataStreamClassID, event.id]] = Self.nodes([
                event.specificContext, event.payload,
            ])
        }
        self.events = events
    }

    private static func nodes(_ roots: [StructureFieldClass?]) -> [Node] {
        roots.flatMap { root in
            var tree = FieldTree()
            tree.add(.eventRecordPayload, root)
            // What is inside a node comes after it; a root which is missing counts too.
            return [Node(name: root == nil ? "none" : nil, fieldClass: .string(StringFieldClass()))]
                + tree.nodes.map { Node(name: $0.name, fieldClass: outside($0.fieldClass)) }
        }
    }

    /// A field class without the classes inside, and with its labels in order.
    private static func outside(_ fieldClass: FieldClass) -> FieldClass {
        let nothing = FieldClass.string(StringFieldClass())
        switch fieldClass {
        case .integer(let integer):
            return .integer(
                IntegerFieldClass(
                    integer.layout,
                    isSigned: integer.isSigned,
                    base: integer.base,
                    mappings: integer.mappings.sorted { $0.name < $1.name },
                    roles: integer.roles
                )
            )
        case .structure(let structure):
            return .structure(
                StructureFieldClass([], minimumAlignmentBits: structure.minimumAlignmentBits)
            )
        case .array(let array):
            return .array(ArrayFieldClass(length: array.length, element: nothing))
        case .variant(let variant):
            let options = variant.options.map {
                VariantFieldClass.Option(name: $0.name, nothing, ranges: $0.ranges)
            }
            return .variant(VariantFieldClass(options, selector: variant.selector))
        default: return fieldClass
        }
    }
}
