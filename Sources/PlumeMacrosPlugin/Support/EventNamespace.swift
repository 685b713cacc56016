// SPDX-License-Identifier: Apache-2.0

internal import SideDescription
internal import SwiftSyntax
internal import SwiftSyntaxBuilder

/// Writes the enumeration that holds an event's state, its record, and its serializer.
///
/// The state is only ever read and written by atomic operations on its address, so exclusivity
/// checks are off. The record is one tuple of words: the compiler lays a tuple of literals out
/// without code, and the accessor, the one address that Swift can put into static data, ties the
/// record to its state.
enum EventNamespace {
    static func declaration(
        name: String,
        modifiers: String,
        description: SideEventDescription,
        types: [String]
    ) -> DeclSyntax {
        let words = words(of: SideRecordBuilder.record(for: description))
        let accessor = "@convention(c) () -> UnsafeMutableRawPointer"
        let accessorIndex = 2
        let wordTypes = words.indices.map { $0 == accessorIndex ? accessor : "UInt64" }
        let values = words.enumerated().map { index, word in
            index == accessorIndex
                ? "{ unsafe EventEmission.stateAddress(&\(name).state) }"
                : "0x" + String(word, radix: 16)
        }
        let names = description.fields.map { "`\($0.name)`" }
        let parameters = zip(names, types).map { "_ \($0): \($1)" }.joined(separator: ", ")
        let writes = names.map { "\($0).write(into: &_plumeWriter)" }.joined(separator: "\n")
        let closure = names.isEmpty ? "{ _ in }" : "{ _plumeWriter in\n\(writes)\n}"
        return """
            \(raw: modifiers)enum \(raw: name) {
                @section("plume_event_state") @used @exclusivity(unchecked)
                nonisolated(unsafe) static var state:
                    (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
                @section("plume_event") @used @exclusivity(unchecked)
                nonisolated(unsafe) static var record:
                    (\(raw: wordTypes.joined(separator: ", "))) =
                    (\(raw: values.joined(separator: ", ")))
                @inline(never)
                static func emit(\(raw: parameters)) {
                    unsafe EventEmission.emit(&Self.state) \(raw: closure)
                }
            }
            """
    }

    private static func words(of record: [UInt8]) -> [UInt64] {
        stride(from: 0, to: record.count, by: 8).map { offset in
            record[offset..<(offset + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }
}
