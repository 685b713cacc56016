// SPDX-License-Identifier: Apache-2.0

internal import TraceFields
internal import TraceModel

/// Turns field classes into the steps that write the cells of a row.
struct CSVCompiler {
    private struct Field {
        let node: Int
        /// The numbers of the plans with plain names and with those of JSON members.
        let plain: Int
        let json: Int
        let column: Int?
    }

    /// The steps.
    var values = ValueCompiler()
    private let places: CSVColumns.Places
    private let columnCount: Int
    let writesLabels: Bool

    init(_ columns: [String], _ options: CSVOptions) {
        places = CSVColumns.Places(columns)
        columnCount = columns.count
        writesLabels = options.writesLabels
    }

    /// The nodes of a structure with names as they are.
    static func plainPlan(_ structure: StructureFieldClass) -> FieldPlan {
        FieldPlan(structure, name: { Array($0.utf8) }, label: { Array($0.utf8) })
    }

    /// Appends the steps for the cells of a packet's context.
    ///
    /// - Parameter context: the class of the context.
    /// - Returns: the program, nil when no field has a column; whether the fields stand in the
    ///   order of their columns; and how many columns they are then.
    mutating func packet(
        _ context: StructureFieldClass
    ) -> (program: ValueTables.Program?, isOrdered: Bool, columns: Int) {
        let fields = self.fields([("packet.", context)])
        let columns = fields.compactMap(\.column)
        guard let last = columns.last else { return (nil, true, 0) }
        let isOrdered = Self.isAscending(columns, from: 0)
        let start = values.start
        append(fields, from: nil)
        let program = values.finish(from: start)
        return (program, isOrdered, isOrdered ? last + 1 : 0)
    }

    /// Appends the steps for the cells of an event record.
    ///
    /// - Parameters:
    ///   - parts: the root structures with the prefixes of their columns.
    ///   - first: the first column which is not one of the packet's context.
    ///   - mayBeOrdered: whether those of the packet's context are ordered.
    /// - Returns: the program, and whether it writes the cells in the order of their columns.
    mutating func row(
        _ parts: [(prefix: String, structure: StructureFieldClass)],
        after first: Int,
        mayBeOrdered: Bool
    ) -> (program: ValueTables.Program, isOrdered: Bool) {
        let start = values.start
        let fields = self.fields(parts)
        let columns = fields.compactMap(\.column)
        let isOrdered = mayBeOrdered && Self.isAscending(columns, from: first)
        append(fields, from: isOrdered ? first : nil)
        if isOrdered {
            let next = columns.last.map { $0 + 1 } ?? first
            values.write([UInt8](repeating: 0x2C, count: max(0, columnCount - next)) + [0x0A])
        }
        return (values.finish(from: start), isOrdered)
    }

    private static func isAscending(_ columns: [Int], from first: Int) -> Bool {
        zip([first - 1] + columns, columns).allSatisfy { $0 < $1 }
    }

    private mutating func fields(
        _ parts: [(prefix: String, structure: StructureFieldClass)]
    ) -> [Field] {
        parts.flatMap { prefix, structure in
            let plan = Self.plainPlan(structure)
            let members = plan.members(of: 0)
            let plain = values.add(plan)
            let json = values.add(
                FieldPlan(
                    structure,
                    name: { JSONText.quoted($0) + [0x3A] },
                    label: JSONText.quoted
                )
            )
            return zip(members, structure.members).map { node, member in
                Field(
                    node: node,
                    plain: plain,
                    json: json,
                    column: places.place(of: member.name, prefix)
                )
            }
        }
    }

    /// Appends the steps for some fields.
    ///
    /// - Parameters:
    ///   - fields: the fields, in the order of decoding.
    ///   - first: the column of the first cell; nil when cells are to be stored.
    private mutating func append(_ fields: [Field], from first: Int?) {
        var next = first ?? 0
        for field in fields {
            guard let column = field.column else {
                values.discard(field.node, of: field.json)
                continue
            }
            if first == nil {
                values.step(.cell)
                Self.cell(field.node, field, writesLabels, &values)
                values.flush()
                values.step(.store, target: column)
            } else {
                values.write([UInt8](repeating: 0x2C, count: column - next + 1))
                next = column + 1
                Self.cell(field.node, field, writesLabels, &values)
            }
        }
    }

    private static func cell(
        _ node: Int,
        _ field: Field,
        _ writesLabels: Bool,
        _ values: inout ValueCompiler
    ) {
        switch values.plans[field.plain].nodes[node].kind {
        case .optional:
            values.optional(.silentOptional) { cell(node + 1, field, writesLabels, &$0) }
        case .variant:
            values.variant(node, of: field.plain) { cell($0, field, writesLabels, &$1) }
        case .structure, .array:
            values.step(.mark)
            values.json(node, of: field.json)
            values.step(.quote)
        default: values.cell(node, of: field.plain, writesLabels)
        }
    }
}
