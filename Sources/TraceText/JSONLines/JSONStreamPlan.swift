// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceFields
internal import TraceGraph
internal import TraceModel

/// What the lines of one data stream class have in common; made once.
final class JSONStreamPlan: RecordPlan {
    /// An event record class.
    struct Event: BitwiseCopyable, Sendable {
        /// The members with name, provider, class and level.
        let head: ValueTables.Text
        /// Writes the contexts and the payload.
        let program: ValueTables.Program
    }

    /// What every record needs, without references.
    struct Tables: BitwiseCopyable, Sendable {
        let values: ValueTables
        let events: ConstantArray<Event>
        /// Whether the clock counts from the Unix epoch.
        let isUnixTime: Bool
        let hasClock: Bool
        /// Whether a member names the process.
        let namesProcesses: Bool
    }

    let tables: Tables
    /// The field plans to which steps refer.
    let plans: ValuePlans
    /// The names of processes; nil where the environment has one for all.
    let processes: ProcessNameTable?
    /// Writes the member of the packet's context which tells the CPU; nil without one.
    let cpu: ValueTables.Program?
    /// Writes the packet's context; nil where there is nothing to show.
    let packetContext: ValueTables.Program?

    init(_ stream: CompiledStreamClass, in trace: TraceClass, _ options: JSONLinesOptions) {
        var compiler = ValueCompiler()
        (cpu, packetContext) = Self.packet(stream.streamClass, options, &compiler)
        let common = stream.streamClass.eventRecordCommonContext.map { compiler.add(Self.plan($0)) }
        var events: [Event] = []
        for event in stream.events {
            let head = compiler.keep(Self.head(event.eventClass))
            let start = compiler.start
            let specific = event.eventClass.specificContext.map { compiler.add(Self.plan($0)) }
            let payload = event.eventClass.payload.map { compiler.add(Self.plan($0)) }
            for (key, plan) in [("common_context", common), ("specific_context", specific)] {
                guard let plan else { continue }
                if options.writesContexts {
                    compiler.write(",\"\(key)\":")
                    compiler.json(0, of: plan)
                } else {
                    compiler.discard(0, of: plan)
                }
            }
            if let payload {
                compiler.write(",\"fields\":")
                compiler.json(0, of: payload)
            }
            compiler.write("}\n")
            events.append(Event(head: head, program: compiler.finish(from: start)))
        }
        processes = ProcessNameTable(stream, in: trace)
        tables = Tables(
            values: compiler.tables(),
            events: ConstantArray(events),
            isUnixTime: stream.clock?.origin == .unixEpoch,
            hasClock: stream.clock != nil,
            namesProcesses: processes != nil
        )
        plans = ValuePlans(compiler.plans)
    }

    func text(of stream: MessageStream, trace: Int) -> JSONRecordPrinter.StreamText {
        JSONRecordPrinter.StreamText(
            trace: trace,
            streamClass: stream.streamClass.streamClass.id,
            stream: stream.id
        )
    }

    private static func packet(
        _ streamClass: DataStreamClass,
        _ options: JSONLinesOptions,
        _ compiler: inout ValueCompiler
    ) -> (cpu: ValueTables.Program?, context: ValueTables.Program?) {
        guard let context = streamClass.packetContext else { return (nil, nil) }
        let plan = self.plan(context)
        let number = compiler.add(plan)
        var cpu: ValueTables.Program?
        let cpuName = key("cpu_id")
        let members = plan.members(of: 0)
        let found = members.first {
            plan.names[$0] == cpuName && plan.nodes[$0].kind == .unsigned
        }
        if let found {
            let start = compiler.start
            for member in members where member < found { compiler.discard(member, of: number) }
            compiler.write(",\"cpu\":")
            compiler.json(found, of: number)
            cpu = compiler.finish(from: start)
        }
        // A context with nothing but values for readers is none.
        guard options.writesContexts, members.contains(where: { !plan.nodes[$0].isForReader })
        else { return (cpu, nil) }
        let start = compiler.start
        compiler.write(",\"packet_context\":")
        compiler.json(0, of: number, skipsRoles: true)
        return (cpu, compiler.finish(from: start))
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
        if let word = event.logLevelWord {
            text.append(",\"log_level_name\":")
            text.append(JSONText.quoted(word))
        }
        return text.bytes()
    }
}
