// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftSyntax
internal import SwiftSyntaxBuilder

/// Writes the enumeration that holds an event's state, its record, and its serializer.
///
/// The state is only ever read and written by atomic operations on its address, so exclusivity
/// checks are off. The record is one tuple of words: the compiler lays a tuple of literals out
/// without code, and the accessor, the one address that Swift can put into static data, ties the
/// record to its state. Other modules would check exclusivity all the same, for the attribute stays
/// behind in this one: the state is never public, the namespace answers for it.
enum EventNamespace {
    /// Who can reach an event: what `#trace` needs is as accessible as the tracepoint.
    enum Access: String {
        case `fileprivate`
        case `internal`
        case package
        case `public`

        /// The modifier before a declaration; internal is what has none.
        var modifier: String { self == .internal ? "" : "\(rawValue) " }
        /// The modifier of members, which cannot have more than their namespace.
        var memberModifier: String { self == .fileprivate ? "" : modifier }
    }

    private static let accessor = "@convention(c) () -> UnsafeMutableRawPointer"
    private static let accessorIndex = SideLayout.stateAccessorOffset / 8

    static func declaration(
        name: String,
        access: Access,
        description: SideEventDescription,
        types: [String],
        probe: EventProbe
    ) -> DeclSyntax {
        if description.fields.contains(where: { FieldTypeReader.isOwn($0.type) }) {
            return DescribedNamespace.declaration(
                name: name,
                access: access,
                description: description,
                types: types
            )
        }
        let words = words(of: SideRecordBuilder.record(for: description))
        // Parameters have names of their own: any text can be the name of a field.
        let names = types.indices.map { "field\($0)" }
        let parameters = zip(names, types).map { "_ \($0): \($1)" }.joined(separator: ", ")
        let writes = names.map { "            \($0).write(into: &writer)" }
        let note = probe.calls.map { "        \($0)" }
        // Isolation is spelled out because a module may isolate all that says nothing.
        return """
            \(raw: access.modifier)enum \(raw: name) {
                @section("\(raw: probe.stateSection)") @used @exclusivity(unchecked)
                nonisolated(unsafe) static var state:
                    (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
                @section("plume_event") @used @exclusivity(unchecked)
                nonisolated(unsafe) static var record: (
            \(raw: lines(wordTypes(words)))
                ) = (
            \(raw: lines(wordValues(words, namespace: name)))
                )
                @inline(__always)
                \(raw: access.memberModifier)nonisolated static var isEnabled: Bool {
                    unsafe EventEmission.isEnabled(&Self.state)
                }
                @inline(never)
                \(raw: access.memberModifier)nonisolated static func emit(\(raw: parameters)) {
            \(raw: note.joined(separator: "\n"))
                    unsafe EventEmission.emit(&Self.state) { writer in
            \(raw: writes.joined(separator: "\n"))
                    }
                }
            }
            """
    }

    private static func wordTypes(_ words: [UInt64]) -> [String] {
        words.indices.map { $0 == accessorIndex ? accessor : "UInt64" }
    }

    private static func wordValues(_ words: [UInt64], namespace: String) -> [String] {
        words.enumerated().map { index, word in
            index == accessorIndex
                ? "{ unsafe EventEmission.stateAddress(&\(namespace).state) }"
                : "0x" + String(word, radix: 16)
        }
    }

    /// Elements of a tuple, few enough on a line that an expansion can be read.
    private static func lines(_ elements: [String]) -> String {
        stride(from: 0, to: elements.count, by: 4)
            .map { elements[$0..<min($0 + 4, elements.count)].joined(separator: ", ") }
            .map { "        " + $0 }
            .joined(separator: ",\n")
    }

    private static func words(of record: [UInt8]) -> [UInt64] {
        stride(from: 0, to: record.count, by: 8).map { offset in
            record[offset..<(offset + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }
}
#endif
