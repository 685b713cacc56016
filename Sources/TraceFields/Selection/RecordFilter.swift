// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import EventFilter
internal import TraceModel

/// A filter with the places of its operands in the records of one data stream class.
struct RecordFilter: Sendable {
    /// The scopes in which operands are found.
    private enum Scope: Int {
        case packetContext
        case common
        case specific
        case payload
    }

    /// Where an operand is found.
    private struct Place {
        let scope: Scope
        let member: Int
        let steps: [FilterOperand.Step]
    }

    private let meaning: FilterMeaning
    private let packetContext: FieldPlan?
    /// The common context, the specific context and the payload of each event record class.
    private let scopes: [[FieldPlan?]]
    /// For each event record class, the place of each operand by its node.
    private let places: [[Int: Place]]

    init(_ program: FilterProgram, _ stream: CompiledStreamClass) {
        let meaning = FilterMeaning(program)
        self.meaning = meaning
        func plan(_ structure: StructureFieldClass?) -> FieldPlan? {
            structure.map { structure in
                FieldPlan(structure, name: { Array($0.utf8) }, label: { _ in [] })
            }
        }
        let packet = plan(stream.streamClass.packetContext)
        let common = plan(stream.streamClass.eventRecordCommonContext)
        packetContext = packet
        let scopes = stream.events.map { event in
            [common, plan(event.eventClass.specificContext), plan(event.eventClass.payload)]
        }
        self.scopes = scopes
        places = scopes.map { plans in
            var found: [Int: Place] = [:]
            for (node, operand) in meaning.operands {
                found[node] = Self.place(operand, [packet] + plans)
            }
            return found
        }
    }

    /// The names of the fields that a filter asks for.
    static func fields(_ program: FilterProgram) -> [String] {
        FilterMeaning(program).operands.compactMap { _, operand in
            if case .field(let name) = operand.root { return name }
            return nil
        }
    }

    private static func place(_ operand: FilterOperand, _ plans: [FieldPlan?]) -> Place? {
        let name: String
        let candidates: [Scope]
        switch operand.root {
        case .field(let field): (name, candidates) = (field, [.payload])
        case .context(let context):
            guard let known = context.name else { return nil }
            (name, candidates) = (known, [.specific, .common, .packetContext])
        case .application(let text):
            (name, candidates) = ("$app." + text, [.specific, .common])
        }
        let bytes = Array(name.utf8)
        for scope in candidates {
            guard let plan = plans[scope.rawValue] else { continue }
            if let member = plan.members(of: 0).first(where: { plan.names[$0] == bytes }) {
                return Place(scope: scope, member: member, steps: operand.steps)
            }
        }
        return nil
    }

    /// Whether a record matches.
    func matches(
        _ record: RecordPlace,
        _ batch: borrowing RecordBatch,
        _ packet: FieldSource?
    ) -> Bool {
        let event = Int(record.eventIndex)
        let known = places[event]
        let start = FieldSource(record, of: batch.items, batch.window)
        return meaning.matches { node in
            guard let place = known[node] else { return nil }
            if place.scope == .packetContext {
                guard var source = packet, let plan = packetContext else { return nil }
                return Self.value(place, plan, &source)
            }
            var source = start
            for (index, plan) in scopes[event].enumerated() {
                guard let plan else { continue }
                if index + 1 == place.scope.rawValue { return Self.value(place, plan, &source) }
                FieldSkip.skip(0, of: plan, &source)
            }
            return nil
        }
    }

    private static func value(
        _ place: Place,
        _ plan: FieldPlan,
        _ source: inout FieldSource
    ) -> FilterValue? {
        for member in plan.members(of: 0) where member < place.member {
            FieldSkip.skip(member, of: plan, &source)
        }
        return FieldLookup.value(place.member, of: plan, place.steps[...], &source)
    }
}

/// Finds single values in the fields of a record.
enum FieldLookup {
    /// The value at the end of some steps; nil when something is missing.
    ///
    /// The nesting of the classes, which the metadata bounds, bounds that of the calls.
    static func value(
        _ node: Int,
        of plan: FieldPlan,
        _ steps: ArraySlice<FilterOperand.Step>,
        _ source: inout FieldSource
    ) -> FilterValue? {
        guard let node = plan.content(of: node, &source) else { return nil }
        let kind = plan.nodes[node].kind
        switch (steps.first, kind) {
        case (nil, _): return leaf(node, of: plan, &source)
        case (.member(let name)?, .structure):
            let bytes = Array(name.utf8)
            for member in plan.members(of: node) {
                if plan.names[member] == bytes {
                    return value(member, of: plan, steps.dropFirst(), &source)
                }
                FieldSkip.skip(member, of: plan, &source)
            }
            return nil
        case (.element(let index)?, .array):
            let count = source.take().bits
            guard UInt64(index) < count else { return nil }
            for _ in 0..<index where !source.isAtEnd {
                FieldSkip.skip(node + 1, of: plan, &source)
            }
            return value(node + 1, of: plan, steps.dropFirst(), &source)
        case (.element(let index)?, .blob) where steps.count == 1:
            let range = source.range(source.take())
            guard Int(index) < range.count else { return nil }
            return .integer(Int128(source.window[range.lowerBound + Int(index)]))
        default: return nil
        }
    }

    private static func leaf(
        _ node: Int,
        of plan: FieldPlan,
        _ source: inout FieldSource
    ) -> FilterValue? {
        let known = plan.nodes[node]
        switch known.kind {
        case .string: return .text(Array(source.window[source.range(source.take())]))
        case .encodedString:
            let bytes = source.window[source.range(source.take())]
            return .text(plan.details[node].encoding.utf8(bytes))
        case .blob:
            return .text(Array(source.window[source.range(source.take())].prefix { $0 != 0 }))
        case .real:
            guard !known.isWide else { return nil }
            return .floating(NumberValue.real(source.take(), bits: known.bits))
        case .array:
            let element = plan.nodes[node + 1]
            let isText = element.kind == .unsigned || element.kind == .signed
            guard isText, element.bits == 8, !element.isVariable else { return nil }
            var bytes: [UInt8] = []
            var left = source.take().bits
            while left > 0, !source.isAtEnd {
                let byte = UInt8(truncatingIfNeeded: source.take().bits)
                if byte == 0 { break }
                bytes.append(byte)
                left -= 1
            }
            return .text(bytes)
        case .unsigned, .signed, .enumeration, .bitArray, .bitMap, .boolean:
            let item = source.take()
            if let wide = NumberValue.wide(plan, node, item, source) {
                return Int128(exactly: wide).map { .integer($0) }
            }
            return .integer(Int128(Int64(bitPattern: item.bits)))
        default: return nil
        }
    }
}
