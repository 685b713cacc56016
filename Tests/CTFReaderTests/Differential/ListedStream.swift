// SPDX-License-Identifier: Apache-2.0

import CTFReader
import TraceModel

/// What the slow decoder says about a data stream, sorted into packets and event records.
struct ListedStream {
    struct Record {
        var classID: UInt64?
        var clock: UInt64 = 0
        /// Those of the common context, the specific context and the payload.
        var fields: [Element] = []
    }

    struct Packet {
        var start: UInt64 = 0
        var facts: Element.PacketFacts?
        var streamID: UInt64?
        var beginClock: UInt64?
        var context: [Element] = []
        var records: [Record] = []
    }

    private(set) var packets: [Packet] = []
    private(set) var stop: ElementStop?
    /// Whether the last record is not complete.
    private(set) var isRecordCut = false

    init(_ metadata: TraceMetadata, _ bytes: [UInt8]) {
        var packets: [Packet] = []
        var scopes: [FieldScope?] = []
        var clock: UInt64 = 0
        var isInRecord = false
        var lister = ElementLister(metadata, bytes) { element in
            let last = packets.count - 1
            let scope = scopes.compactMap { $0 }.last
            switch element.content {
            case .packet:
                packets.append(Packet(start: element.offsetBits))
                clock = 0
                scopes.append(nil)
            case .packetContent: scopes.append(nil)
            case .eventRecord:
                packets[last].records.append(Record())
                isInRecord = true
                scopes.append(nil)
            case .scope(let scope): scopes.append(scope)
            case .dataStream(_, let id): packets[last].streamID = id
            case .packetInfo(let facts): packets[last].facts = facts
            case .eventRecordInfo(let id, _):
                packets[last].records[packets[last].records.count - 1].classID = id
                packets[last].records[packets[last].records.count - 1].clock = clock
            case .clock(let cycles):
                clock = cycles
                if scope == .packetContext { packets[last].beginClock = cycles }
            case .magicNumber, .metadataUUID: break
            case .end:
                scopes.removeLast()
                if scopes.count == 2 && isInRecord && element.depth == 2 { isInRecord = false }
            default:
                switch scope {
                case .packetContext?: packets[last].context.append(element)
                case .packetHeader?, .eventRecordHeader?, nil: break
                default:
                    packets[last].records[packets[last].records.count - 1].fields.append(element)
                }
                if element.begins { scopes.append(scope) }
            }
        }
        do throws(ElementStop) { try lister.list() } catch { stop = error }
        self.packets = packets
        isRecordCut = isInRecord
    }
}

extension Element {
    /// Whether elements inside this one, and an end, follow.
    var begins: Bool {
        switch content {
        case .string, .blob, .structure, .array, .variant, .booleanOptional, .integerOptional: true
        default: false
        }
    }
}
