// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceModel

/// What the rows of one data stream class have in common; made once.
struct CSVStreamPlan {
    /// A root structure and what its fields are called.
    struct Scope {
        /// What stands before the names of its fields, with a dot; empty for the payload.
        let prefix: [UInt8]
        /// The fields with plain names, for single values.
        let plan: FieldPlan
        /// The fields with names as JSON members, for values within one cell.
        let json: FieldPlan
        /// The node of each member.
        let members: [Int]
        /// The column of each member; nil for those without one.
        let columns: [Int?]
    }

    /// An event record class.
    struct Event {
        /// The name as a cell.
        let name: [UInt8]
        /// The contexts and the payload, in the order of decoding.
        var scopes: [Scope]
    }

    private(set) var packetContext: Scope?
    private(set) var events: [Event]
    /// Whether the clock counts from the Unix epoch.
    let isUnixTime: Bool

    init(_ stream: CompiledStreamClass, columns: [String]?) {
        let streamClass = stream.streamClass
        packetContext = streamClass.packetContext.map { Self.scope("packet.", $0, columns) }
        isUnixTime = stream.clock?.origin == .unixEpoch
        events = stream.events.map { event in
            var scopes: [Scope] = []
            if let common = streamClass.eventRecordCommonContext {
                scopes.append(Self.scope("common.", common, columns))
            }
            if let specific = event.eventClass.specificContext {
                scopes.append(Self.scope("context.", specific, columns))
            }
            if let payload = event.eventClass.payload {
                scopes.append(Self.scope("", payload, columns))
            }
            return Event(
                name: CSVText.cell(event.eventClass.identity.name ?? ""),
                scopes: scopes
            )
        }
    }

    private static func scope(
        _ prefix: String,
        _ structure: StructureFieldClass,
        _ columns: [String]?
    ) -> Scope {
        let plan = FieldPlan(structure, name: { Array($0.utf8) }, label: { Array($0.utf8) })
        let places = Dictionary(
            (columns ?? []).enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        return Scope(
            prefix: Array(prefix.utf8),
            plan: plan,
            json: FieldPlan(
                structure,
                name: { JSONText.quoted($0) + [0x3A] },
                label: JSONText.quoted
            ),
            members: plan.members(of: 0),
            columns: structure.members.map { places[prefix + $0.name] }
        )
    }

    /// The columns of all fields of a data stream class, in the order of the metadata.
    static func columns(of stream: CompiledStreamClass, into columns: inout [String]) {
        var known = Set(columns)
        func add(_ prefix: String, _ structure: StructureFieldClass?) {
            for member in structure?.members ?? [] {
                // In the context of a packet, fields with roles are for readers only.
                if prefix == "packet." && member.fieldClass.isForReader { continue }
                let name = prefix + member.name
                if known.insert(name).inserted { columns.append(name) }
            }
        }
        add("packet.", stream.streamClass.packetContext)
        add("common.", stream.streamClass.eventRecordCommonContext)
        for event in stream.events {
            add("context.", event.eventClass.specificContext)
            add("", event.eventClass.payload)
        }
    }
}
