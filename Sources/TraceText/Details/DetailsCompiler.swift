// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CTFReader
internal import SystemCalls
internal import TraceFields
internal import TraceModel

/// What the descriptions of the event records of a data stream class have in common; made once.
final class DetailsEventPlan: Sendable {
    /// An event record class.
    struct Event: BitwiseCopyable, Sendable {
        /// The line that names it.
        let head: ValueTables.Text
        /// Prints the contexts and the payload.
        let program: ValueTables.Program
    }

    /// What every record needs, without references.
    struct Tables: BitwiseCopyable, Sendable {
        let values: ValueTables
        let events: ConstantArray<Event>
        let hasClock: Bool
    }

    let tables: Tables
    /// The field plans to which steps refer.
    let plans: ValuePlans

    init(_ stream: CompiledStreamClass, _ options: DetailsOptions) {
        var compiler = DetailsCompiler(DetailsWriter(colors: DetailsColors(options)))
        let common = stream.streamClass.eventRecordCommonContext.map { compiler.add($0) }
        let events = stream.events.map { event in
            let head = compiler.head(event, isCompact: options.isCompact)
            let scopes: [(String, Int?)] = [
                ("Common context", common),
                ("Specific context", event.eventClass.specificContext.map { compiler.add($0) }),
                ("Payload", event.eventClass.payload.map { compiler.add($0) }),
            ]
            return Event(head: head, program: compiler.scopes(options.isCompact ? [] : scopes))
        }
        tables = Tables(
            values: compiler.values.tables(),
            events: ConstantArray(events),
            hasClock: stream.clock != nil
        )
        plans = ValuePlans(compiler.values.plans)
    }
}

/// Turns field classes into the steps that print their values below each other.
struct DetailsCompiler {
    /// The steps.
    var values = ValueCompiler()
    private var writer: DetailsWriter
    private let valueStart: [UInt8]
    private let valueEnd: [UInt8]

    init(_ writer: DetailsWriter) {
        self.writer = writer
        valueStart = Array(" \(writer.colors.value)".utf8)
        valueEnd = Array("\(writer.colors.reset)\n".utf8)
    }

    /// Makes the plan of a structure one to which steps can refer.
    mutating func add(_ structure: StructureFieldClass) -> Int {
        values.add(DetailsVisitor.plan(structure, writer.colors))
    }

    /// The line that names an event record.
    mutating func head(_ event: CompiledEventClass, isCompact: Bool) -> ValueTables.Text {
        var text = TextBuffer()
        writer.eventHead(event, isCompact: isCompact, &text)
        return values.keep(text.bytes())
    }

    /// Appends the steps of some root structures.
    mutating func scopes(_ scopes: [(name: String, plan: Int?)]) -> ValueTables.Program {
        let start = values.start
        for (name, plan) in scopes {
            guard let plan else { continue }
            writer.level = 1
            write { $0.property(name, &$1) }
            field(0, of: plan)
        }
        return values.finish(from: start)
    }

    private mutating func write(_ body: (DetailsWriter, inout TextBuffer) -> Void) {
        var text = TextBuffer(capacity: 256)
        body(writer, &text)
        values.write(text.bytes())
    }

    /// Appends the steps of a field behind its name.
    private mutating func field(_ node: Int, of plan: Int) {
        let known = values.plans[plan].nodes[node]
        let isPlain = !known.isWide && !known.isVariable
        switch known.kind {
        case .structure:
            let members = values.plans[plan].members(of: node)
            if members.isEmpty {
                write { $0.nothing("Empty", &$1) }
            } else {
                values.write("\n")
            }
            writer.level += 1
            for member in members {
                write { $0.indent(&$1) }
                values.write(values.plans[plan].names[member])
                field(member, of: plan)
            }
            writer.level -= 1
        case .array: array(node, of: plan)
        case .optional:
            let start = values.begin(.optional)
            field(node + 1, of: plan)
            values.end(start)
        case .variant:
            var compiler = self
            values.variant(node, of: plan) { option, values in
                swap(&compiler.values, &values)
                compiler.field(option, of: plan)
                swap(&compiler.values, &values)
            }
        case .unsigned where isPlain && known.base == 10,
            .enumeration where isPlain && known.base == 10,
            .signed where isPlain && known.base == 10:
            values.write(valueStart)
            values.step(known.isSigned ? .signed : .unsigned, plan: plan, node: node)
            values.write(valueEnd)
        case .string:
            values.write(valueStart)
            values.step(.string, plan: plan, node: node)
            values.write(valueEnd)
        // The rows of a BLOB are indented as deeply as the target says.
        default: values.step(.value, target: writer.level, plan: plan, node: node)
        }
    }

    private mutating func array(_ node: Int, of plan: Int) {
        let start = values.begin(.array)
        writer.level += 1
        write { writer, text in
            writer.indent(&text)
            text.append(string: "\(writer.colors.member)[")
        }
        values.step(.element)
        write { writer, text in text.append(string: "]\(writer.colors.reset):") }
        field(node + 1, of: plan)
        values.flush()
        values.step(.nextElement, target: start + 1)
        writer.level -= 1
        values.end(start)
    }
}
