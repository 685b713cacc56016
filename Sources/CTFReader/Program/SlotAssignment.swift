// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Which fields must be kept because lengths and selectors refer to them, and where.
struct SlotAssignment {
    /// The slot of each such node of the field tree.
    private(set) var slots: [Int: UInt32] = [:]
    /// How many slots there are.
    private(set) var count = 0
    private let headerEnd: Int

    /// Assigns the slots that the fields of a tree need.
    init(_ tree: FieldTree) throws(CTFError) {
        headerEnd = tree.roots[.packetHeader].map { tree.nodes[$0].end } ?? 0
        try addDependents(of: tree, from: 0)
    }

    /// Whether a field of another scope, or of the header itself, refers to the packet header.
    var usesPacketHeader: Bool { slots.keys.contains { $0 < headerEnd } }

    /// Adds the slots in shared scopes that an event record class needs.
    mutating func add(_ event: EventRecordClass, to shared: FieldTree) throws(CTFError) {
        var tree = shared
        tree.add(.eventRecordSpecificContext, event.specificContext)
        tree.add(.eventRecordPayload, event.payload)
        var slots = self
        try slots.addDependents(of: tree, from: shared.nodes.count, below: shared.nodes.count)
        self = slots
    }

    /// Adds the slots that the nodes from an index on need, as far as these lie below another one.
    mutating func addDependents(
        of tree: FieldTree,
        from first: Int,
        below limit: Int = .max
    ) throws(CTFError) {
        for index in first..<max(first, tree.nodes.count) {
            guard let location = tree.nodes[index].fieldClass.location else { continue }
            let targets: [Int]
            do throws(FieldTree.LocationProblem) {
                targets = try tree.targets(of: location, from: index)
            } catch {
                throw FieldProgramCompiler.unresolved("\(error)")
            }
            let wanted = targets.filter { $0 < limit }
            guard !wanted.isEmpty else { continue }
            // All fields that one location may lead to share a slot.
            let known = Set(wanted.compactMap { slots[$0] })
            let slot = known.min() ?? UInt32(count)
            if known.isEmpty { count += 1 }
            if known.count > 1 {
                for (node, other) in slots where known.contains(other) { slots[node] = slot }
            }
            for target in wanted { slots[target] = slot }
        }
    }

    /// Appends the program of some root structures, one after the other.
    func compile(
        _ scopes: [FieldScope],
        of tree: FieldTree,
        rules: CompilationRules,
        into builder: inout DecodingTablesBuilder
    ) throws(CTFError) -> DecodingTables.Program {
        let start = builder.steps.count
        var compiler = FieldProgramCompiler(
            tree: tree,
            rules: rules,
            slots: slots,
            program: builder
        )
        builder = DecodingTablesBuilder()
        compiler.label()
        for scope in scopes {
            if let root = tree.roots[scope] { try compiler.compile(root) }
        }
        builder = compiler.program
        return DecodingTables.Program(start: UInt32(start), end: UInt32(builder.steps.count))
    }
}
