// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// What the lines of one data stream class have in common; made once.
struct JSONStreamPlan {
    /// An event record class.
    struct Event {
        /// The members with name, provider, class and level.
        let head: [UInt8]
        let specificContext: FieldPlan?
        let payload: FieldPlan?
    }

    let packetContext: FieldPlan?
    let commonContext: FieldPlan?
    let events: [Event]
    /// Whether the clock counts from the Unix epoch.
    let isUnixTime: Bool
    /// The node of the packet context's member which tells the CPU.
    let cpuNode: Int?

    init(_ stream: CompiledStreamClass) {
        packetContext = stream.streamClass.packetContext.map(Self.plan)
        commonContext = stream.streamClass.eventRecordCommonContext.map(Self.plan)
        events = stream.events.map { event in
            Event(
                head: Self.head(event.eventClass),
                specificContext: event.eventClass.specificContext.map(Self.plan),
                payload: event.eventClass.payload.map(Self.plan)
            )
        }
        isUnixTime = stream.clock?.origin == .unixEpoch
        let cpuName = Self.key("cpu_id")
        cpuNode = packetContext.flatMap { plan in
            plan.members(of: 0).first {
                plan.names[$0] == cpuName && plan.nodes[$0].kind == .unsigned
            }
        }
    }

    private static func plan(_ structure: StructureFieldClass) -> FieldPlan {
        FieldPlan(structure, name: key, label: JSONText.quoted)
    }

    private static func key(_ name: String) -> [UInt8] { JSONText.quoted(name) + [0x3A] }

    private static func head(_ event: EventRecordClass) -> [UInt8] {
        var text = TextBuffer(capacity: 256)
        text.append(",\"name\":")
        if let name = event.identity.name {
            text.append(JSONText.quoted(name))
            // LTTng puts the provider before the first colon.
            if let colon = name.firstIndex(of: ":"), colon != name.startIndex {
                text.append(",\"provider\":")
                text.append(JSONText.quoted(String(name[..<colon])))
            }
        } else {
            text.append("null")
        }
        text.append(",\"event_class\":")
        text.append(decimal: event.id)
        if let level = event.logLevel {
            text.append(",\"log_level\":")
            text.append(signed: level)
        }
        return text.bytes()
    }
}
