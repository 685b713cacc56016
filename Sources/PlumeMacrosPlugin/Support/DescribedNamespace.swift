// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftSyntax
internal import SwiftSyntaxBuilder

/// Writes the enumeration that holds an event with fields of the program's own types.
///
/// What such a type is, a macro cannot see. So the description is made when the event is first
/// used, of what the types say themselves, and stands in no section of the file.
enum DescribedNamespace {
    static func declaration(
        name: String,
        access: EventNamespace.Access,
        description: SideEventDescription,
        types: [String]
    ) -> DeclSyntax {
        let names = types.indices.map { "field\($0)" }
        let parameters = zip(names, types).map { "_ \($0): \($1)" }.joined(separator: ", ")
        let writes = names.map { "            \($0).write(into: &writer)" }
        let fields = zip(description.fields, types).map {
            "                \(DescriptionSource.field($0, ofType: $1)),"
        }
        return """
            \(raw: access.modifier)enum \(raw: name) {
                nonisolated static let event = EventHandle(
                    SideEventDescription(
                        provider: \(raw: DescriptionSource.literal(description.provider)),
                        name: \(raw: DescriptionSource.literal(description.name)),
                        logLevel: .\(raw: description.logLevel),
                        fields: [
            \(raw: fields.joined(separator: "\n"))
                        ]
                    )
                )
                \(raw: access.memberModifier)nonisolated static var isEnabled: Bool {
                    event.isEnabled
                }
                @inline(never)
                \(raw: access.memberModifier)nonisolated static func emit(\(raw: parameters)) {
                    event.emit { writer in
            \(raw: writes.joined(separator: "\n"))
                    }
                }
            }
            """
    }
}
#endif
