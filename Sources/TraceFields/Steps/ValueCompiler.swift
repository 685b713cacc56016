// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceModel

/// The field plans to which the steps of a data stream class refer.
package final class ValuePlans: Sendable {
    package let fields: [FieldPlan]

    package init(_ fields: [FieldPlan]) { self.fields = fields }
}

/// Turns the nodes of field plans into the steps that write their values.
///
/// All text that does not depend on values is put together here, so that writing a record copies
/// one text and formats one value for each field.
package struct ValueCompiler {
    /// The plans to which steps refer.
    package private(set) var plans: [FieldPlan] = []
    private var steps: [ValueStep] = []
    private var text: [UInt8] = []
    private var labels: [ValueTables.Text] = []
    private var options: [UInt32] = []
    private var pending: [UInt8] = []

    /// Makes a compiler of tables without any program.
    package init() {}

    /// Where the next program begins.
    package var start: Int { steps.count }

    /// Makes a plan one to which steps can refer.
    ///
    /// - Returns: its number.
    package mutating func add(_ plan: FieldPlan) -> Int {
        plans.append(plan)
        return plans.count - 1
    }

    /// Keeps a text.
    package mutating func keep(_ bytes: [UInt8]) -> ValueTables.Text {
        let place = ValueTables.Text(start: UInt32(text.count), length: UInt32(bytes.count))
        text += bytes
        return place
    }

    /// Appends text that stands before the next value.
    package mutating func write(_ bytes: [UInt8]) { pending += bytes }

    /// Appends text that stands before the next value.
    package mutating func write(_ string: String) { pending += Array(string.utf8) }

    /// Appends a step that comes after all text written so far.
    package mutating func step(
        _ operation: ValueStep.Operation,
        target: Int = 0,
        plan: Int = 0,
        node: Int = 0,
        isSigned: Bool = false
    ) {
        let place = keep(pending)
        pending = []
        steps.append(
            ValueStep(
                operation: operation,
                isSigned: isSigned,
                plan: UInt16(clamping: plan),
                node: UInt32(node),
                textStart: place.start,
                textLength: place.length,
                target: UInt32(target)
            )
        )
    }

    /// Makes a place where jumps can go to: text before it belongs to a step of its own.
    package mutating func flush() {
        if !pending.isEmpty { step(.text) }
    }

    /// Ends a program that began with a step.
    package mutating func finish(from start: Int) -> ValueTables.Program {
        flush()
        return ValueTables.Program(start: UInt32(start), end: UInt32(steps.count))
    }

    /// The finished tables.
    package func tables() -> ValueTables {
        ValueTables(
            steps: ConstantArray(steps),
            text: ConstantArray(text + [UInt8](repeating: 0, count: 32)),
            labels: ConstantArray(labels),
            options: ConstantArray(options)
        )
    }

    /// Appends the steps that take a field's values and leave nothing of them.
    package mutating func discard(_ node: Int, of plan: Int) {
        switch plans[plan].nodes[node].kind {
        case .structure:
            for member in plans[plan].members(of: node) { discard(member, of: plan) }
        case .array, .optional, .variant:
            step(.mark)
            json(node, of: plan)
            step(.drop)
        default:
            // Text written so far stays before the next value that is wanted.
            let kept = pending
            pending = []
            step(.skip)
            pending = kept
        }
    }

    /// Appends a step which goes on behind what follows where there is nothing.
    ///
    /// - Returns: the step, for ``end(_:)``.
    package mutating func begin(_ operation: ValueStep.Operation) -> Int {
        step(operation)
        return steps.count - 1
    }

    /// Ends what a step may leave out.
    package mutating func end(_ start: Int) {
        flush()
        steps[start].target = UInt32(steps.count)
    }

    /// Appends an optional whose content other steps write.
    package mutating func optional(
        _ operation: ValueStep.Operation,
        _ content: (inout ValueCompiler) -> Void
    ) {
        let start = begin(operation)
        content(&self)
        end(start)
    }

    /// Appends an array whose elements other steps write.
    package mutating func loop(_ element: (inout ValueCompiler) -> Void) {
        let start = begin(.array)
        element(&self)
        flush()
        step(.nextElement, target: start + 1)
        end(start)
    }

    /// Appends a variant whose options other steps write.
    package mutating func variant(
        _ node: Int,
        of plan: Int,
        _ option: (Int, inout ValueCompiler) -> Void
    ) {
        let table = options.count
        let nodes = plans[plan].options(of: node)
        options += nodes.map { _ in 0 }
        step(.variant, target: table)
        var jumps: [Int] = []
        for (number, node) in nodes.enumerated() {
            options[table + number] = UInt32(steps.count)
            option(node, &self)
            flush()
            jumps.append(steps.count)
            step(.jump)
        }
        for jump in jumps { steps[jump].target = UInt32(steps.count) }
    }
}

extension ValueCompiler {
    /// Appends the steps that write a field as JSON.
    ///
    /// - Parameters:
    ///   - node: the field.
    ///   - plan: the number of its plan, whose names are those of JSON members.
    ///   - skipsRoles: whether members for readers are left out.
    package mutating func json(_ node: Int, of plan: Int, skipsRoles: Bool = false) {
        let kind = plans[plan].nodes[node].kind
        switch kind {
        case .structure:
            write("{")
            var isFirst = true
            for member in plans[plan].members(of: node) {
                if skipsRoles && plans[plan].nodes[member].isForReader {
                    discard(member, of: plan)
                    continue
                }
                if !isFirst { write(",") }
                isFirst = false
                write(plans[plan].names[member])
                json(member, of: plan, skipsRoles: skipsRoles)
            }
            write("}")
        case .array: array(node, of: plan)
        case .optional:
            optional(.optional) { $0.json(node + 1, of: plan) }
        case .variant:
            variant(node, of: plan) { $1.json($0, of: plan) }
        case .unsigned where !plans[plan].nodes[node].isWide:
            step(.unsigned, plan: plan, node: node)
        case .signed where !plans[plan].nodes[node].isWide:
            step(.signed, plan: plan, node: node)
        case .string: step(.string, plan: plan, node: node)
        case .enumeration where !plans[plan].nodes[node].isWide: enumeration(node, of: plan)
        default: step(.value, plan: plan, node: node)
        }
    }

    private mutating func array(_ node: Int, of plan: Int) {
        write("[")
        let start = steps.count
        let element = plans[plan].nodes[node + 1]
        let isInteger = element.kind == .unsigned || element.kind == .signed
        if isInteger, !element.isWide, !element.isVariable {
            step(.integerArray, isSigned: element.isSigned)
        } else {
            loop {
                $0.step(.element)
                $0.json(node + 1, of: plan)
            }
        }
        steps[start].target = UInt32(steps.count)
        write("]")
    }

    /// What stands behind the value is made for small values at once.
    private mutating func enumeration(_ node: Int, of plan: Int) {
        guard let known = plans[plan].details[node].labels else {
            return step(.value, plan: plan, node: node)
        }
        let first = labels.count
        for value in 0..<ValueTables.quickValues {
            let found = known.labels(of: Int128(value))
            let list = Array(found.joined(separator: [0x2C]))
            labels.append(keep(Array(",\"labels\":[".utf8) + list + Array("]}".utf8)))
        }
        step(.enumeration, target: first, plan: plan, node: node)
    }
}
