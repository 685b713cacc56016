// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The pass which checks that fields with roles have the classes which the roles demand.
///
/// A role outside its root structure has no effect and is let through.
struct RoleCheck {
    let tree: FieldTree
    let fragment: Int
    let hasUUID: Bool
    let hasClock: Bool

    /// Checks the nodes from an index on.
    func run(from first: Int) throws(CTFError) {
        for index in first..<tree.nodes.count {
            let node = tree.nodes[index]
            let roles: [FieldRole]
            switch node.fieldClass {
            case .integer(let integer): roles = integer.roles
            case .variableLengthInteger(let integer): roles = integer.roles
            case .blob(let blob): roles = blob.roles
            default: continue
            }
            for role in roles where role.isEffective(in: node.scope) {
                try check(role, index)
            }
        }
    }

    private func check(_ role: FieldRole, _ index: Int) throws(CTFError) {
        let node = tree.nodes[index]
        switch role {
        case .packetMagicNumber:
            guard case .integer(let integer) = node.fieldClass, integer.layout.lengthBits == 32,
                index == (tree.roots[.packetHeader] ?? 0) + 1
            else {
                throw error(index, role, "must be the header's first member and have 32 bits")
            }
        case .metadataStreamUUID:
            guard case .blob(let blob) = node.fieldClass, blob.lengthBytes == .fixed(16) else {
                throw error(index, role, "must be a BLOB of 16 bytes")
            }
            guard hasUUID else {
                throw error(index, role, "needs a \"uuid\" in the preamble")
            }
        case .defaultClockTimestamp, .packetEndDefaultClockTimestamp:
            guard hasClock else {
                throw error(index, role, "needs a \"default-clock-class-id\"")
            }
            fallthrough
        default:
            if case .blob = node.fieldClass {
                throw error(index, role, "must be an unsigned integer")
            }
        }
    }

    private func error(_ index: Int, _ role: FieldRole, _ rule: String) -> CTFError {
        CTFError(
            .metadata,
            path: "",
            place: Place.text(fragment: fragment, path: tree.place(of: index)),
            problem: "a field with the role \"\(role.formatName)\" \(rule)",
            remedy: "Correct the field class, or remove the role"
        )
    }
}
