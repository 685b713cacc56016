// SPDX-License-Identifier: Apache-2.0

internal import TraceFields
internal import TraceModel

/// What a value is called in the long form: texts, between which the numbers of elements stand.
private struct CSVPath {
    private(set) var pieces: [[UInt8]]
    private var hasMember = false

    /// Makes the path of a root structure out of what stands before the names of its fields.
    init(_ prefix: String) { pieces = [Array(prefix.utf8)] }

    func member(_ name: [UInt8]) -> CSVPath {
        var path = self
        path.append((hasMember ? [0x2E] : []) + name)
        path.hasMember = true
        return path
    }

    var element: CSVPath {
        var path = self
        path.append([0x5B])
        path.pieces.append([0x5D])
        return path
    }

    private mutating func append(_ text: [UInt8]) { pieces[pieces.count - 1] += text }

    /// The texts of the cell with the path, in quotes if it needs them whatever the numbers are.
    var cell: [[UInt8]] {
        let path = Array(pieces.joined(separator: [0x30]))
        guard CSVText.cell(path) != path else { return pieces }
        var cell = pieces.map { piece in piece.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } }
        cell[0].insert(0x22, at: 0)
        cell[cell.count - 1].append(0x22)
        return cell
    }
}

extension CSVCompiler {
    /// Appends the steps for the rows of root structures in the long form.
    ///
    /// - Parameters:
    ///   - parts: the root structures with what stands before the names of their fields.
    ///   - skipsRoles: whether values for readers are left out.
    /// - Returns: the program.
    mutating func rows(
        _ parts: [(prefix: String, structure: StructureFieldClass)],
        skipsRoles: Bool = false
    ) -> ValueTables.Program {
        let start = values.start
        for (prefix, structure) in parts {
            let rows = CSVRows(
                plan: values.add(Self.plainPlan(structure)),
                writesLabels: writesLabels,
                skipsRoles: skipsRoles
            )
            rows.append(0, CSVPath(prefix), to: &values)
        }
        return values.finish(from: start)
    }
}

/// Appends the steps for the rows of one root structure.
private struct CSVRows {
    /// The number of the structure's plan.
    let plan: Int
    let writesLabels: Bool
    let skipsRoles: Bool

    func append(_ node: Int, _ path: CSVPath, to values: inout ValueCompiler) {
        let known = values.plans[plan]
        switch known.nodes[node].kind {
        case .structure:
            for member in known.members(of: node) {
                if skipsRoles && known.nodes[member].isForReader {
                    values.discard(member, of: plan)
                } else {
                    append(member, path.member(known.names[member]), to: &values)
                }
            }
        case .array: values.loop { append(node + 1, path.element, to: &$0) }
        case .optional:
            values.optional(.silentOptional) { append(node + 1, path, to: &$0) }
        case .variant: values.variant(node, of: plan) { append($0, path, to: &$1) }
        default:
            values.step(.row)
            for (number, piece) in path.cell.enumerated() {
                if number > 0 { values.step(.index, target: number - 1) }
                values.write(piece)
            }
            values.write(",")
            values.cell(node, of: plan, writesLabels)
            values.write("\n")
        }
    }
}

extension ValueCompiler {
    /// Appends the step that writes a value which is no compound one as a cell.
    package mutating func cell(_ node: Int, of plan: Int, _ writesLabels: Bool) {
        let known = plans[plan].nodes[node]
        let isNumber = !known.isWide && !known.isVariable
        switch known.kind {
        case .unsigned where isNumber, .signed where isNumber,
            .enumeration where isNumber && !writesLabels:
            step(known.isSigned ? .signed : .unsigned, plan: plan, node: node)
        case .string: step(.cellString, plan: plan, node: node)
        default: step(.cellValue, plan: plan, node: node)
        }
    }
}
