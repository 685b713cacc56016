// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension StructureFieldClass {
    /// Whether some integer in the structure has a role.
    func hasRole(_ role: FieldRole) -> Bool { FieldClass.structure(self).hasRole(role) }
}

extension FieldClass {
    func hasRole(_ role: FieldRole) -> Bool {
        switch self {
        case .integer(let integer): integer.roles.contains(role)
        case .variableLengthInteger(let integer): integer.roles.contains(role)
        case .structure(let structure):
            structure.members.contains { $0.fieldClass.hasRole(role) }
        case .array(let array): array.element.hasRole(role)
        case .optional(let optional): optional.content.hasRole(role)
        case .variant(let variant): variant.options.contains { $0.fieldClass.hasRole(role) }
        default: false
        }
    }
}

extension EventRecordClass {
    /// Whether some length or selector lies in a root structure that other event classes share.
    var refersToSharedScopes: Bool {
        var found = false
        for root in [specificContext, payload] {
            guard let root else { continue }
            FieldClass.structure(root).forEachLocation { location in
                guard let origin = location.origin else { return }
                if origin.rawValue < FieldScope.eventRecordSpecificContext.rawValue { found = true }
            }
        }
        return found
    }
}
