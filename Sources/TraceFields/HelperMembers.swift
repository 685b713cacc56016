// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
package import TraceModel

/// The members that only serve to read others: lengths of arrays, selectors of optionals and
/// variants.
package enum HelperMembers {
    /// What the recorder of Plume kept for itself in the contexts of packets.
    private static let bookkeeping: Set<String> = [
        "ring_begin", "ring_end", "ring_records", "ring_missing",
    ]

    /// The names of the helpers among the members of some structures.
    ///
    /// A length that somebody gave a name of its own is a field like any other: those that tracers
    /// make begin with an underscore.
    package static func names(in structures: [StructureFieldClass?]) -> Set<String> {
        var names: Set<String> = []
        for case let structure? in structures {
            FieldClass.structure(structure).forEachLocation { location in
                if case .member(let name)? = location.path.last, name.hasPrefix("_") {
                    names.insert(name)
                }
            }
        }
        return names
    }

    /// What is not shown of the contexts of a trace's packets.
    package static func names(
        inPacketsOf trace: TraceClass,
        _ context: StructureFieldClass?
    ) -> Set<String> {
        let isOurs = trace.environmentValue("tracer_name") == .string("plume")
        return names(in: [context]).union(isOurs ? bookkeeping : [])
    }
}

extension FieldClass {
    /// Whether a value can be passed over by steps that know nothing but its items.
    package var canBeHidden: Bool {
        switch self {
        case .array, .variant: false
        case .optional(let optional): optional.content.canBeHidden
        case .structure(let structure): structure.members.allSatisfy { $0.fieldClass.canBeHidden }
        default: true
        }
    }
}
