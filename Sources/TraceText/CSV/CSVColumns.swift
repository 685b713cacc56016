// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import TraceFields
internal import TraceModel

/// What the columns of rows are called.
enum CSVColumns {
    /// The columns which are about the event record itself.
    private static let own: Set<String> = ["time", "utc", "name", "stream", "procname"]
    private static let prefixes = ["packet.", "common.", "context.", payloadPrefix]
    /// What can stand before the name of any field of a payload, and does where it must.
    private static let payloadPrefix = "payload."

    /// The column of a field.
    ///
    /// - Parameters:
    ///   - field: the name of the field.
    ///   - prefix: that of its scope; empty for the payload.
    /// - Returns: the column's name.
    static func name(of field: String, _ prefix: String) -> String {
        guard prefix.isEmpty else { return prefix + field }
        let isTaken = own.contains(field) || prefixes.contains { field.hasPrefix($0) }
        return isTaken ? payloadPrefix + field : field
    }

    /// The columns that were asked for, with the names that they get.
    static func names(of given: [String]) -> [String] {
        given.map { own.contains($0) ? payloadPrefix + $0 : $0 }
    }

    /// Finds the columns of fields.
    struct Places {
        private let places: [String: Int]

        init(_ columns: [String]) {
            places = Dictionary(
                columns.enumerated().map { ($0.element, $0.offset) },
                uniquingKeysWith: { first, _ in first }
            )
        }

        /// The column of a field; nil for one without.
        func place(of field: String, _ prefix: String) -> Int? {
            places[CSVColumns.name(of: field, prefix)]
                ?? (prefix.isEmpty ? places[payloadPrefix + field] : nil)
        }
    }

    /// Adds the columns of all fields of a data stream class, in the order of the metadata.
    ///
    /// - Parameters:
    ///   - stream: the class.
    ///   - columns: receives those that are new.
    ///   - known: the names of the columns.
    static func add(
        _ stream: CompiledStreamClass,
        into columns: inout [String],
        _ known: inout Set<String>
    ) {
        func add(_ prefix: String, _ structure: StructureFieldClass?) {
            for member in structure?.members ?? [] {
                // In the context of a packet, fields with roles are for readers only.
                if prefix == "packet." && member.fieldClass.isForReader { continue }
                let name = name(of: member.name, prefix)
                if known.insert(name).inserted { columns.append(name) }
            }
        }
        add("packet.", stream.streamClass.packetContext)
        add("common.", stream.streamClass.eventRecordCommonContext)
        for event in stream.events {
            add("context.", event.eventClass.specificContext)
            add("", event.eventClass.payload)
        }
    }
}
