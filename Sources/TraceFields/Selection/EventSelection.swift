// SPDX-License-Identifier: Apache-2.0

public import CTFReader
public import EventFilter
package import TraceModel

/// Which event records of traces are shown.
public struct EventSelection: Sendable {
    /// What is wanted by name; nil for all names.
    private let isWanted: (@Sendable (String) -> Bool)?
    /// What the fields must be; nil for any.
    let filter: FilterProgram?

    /// Selects event records.
    ///
    /// - Parameters:
    ///   - filter: what the fields must be; nil for any.
    ///   - isWanted: whether event records of a name are shown; nil for all names.
    public init(filter: FilterProgram? = nil, isWanted: (@Sendable (String) -> Bool)? = nil) {
        self.filter = filter
        self.isWanted = isWanted
    }

    /// Whether everything is shown.
    var isAll: Bool { isWanted == nil && filter == nil }

    package func wants(_ event: EventRecordClass) -> Bool {
        isWanted.map { $0(event.identity.name ?? "") } ?? true
    }
}

extension EventSelection {
    /// The names of the event record classes of traces, in alphabetical order.
    public static func names(in traces: [CTFTrace]) -> [String] {
        let classes = traces.flatMap(\.trace.streams).flatMap(\.events)
        return Set(classes.compactMap(\.eventClass.identity.name)).sorted()
    }

    /// The fields that the filter asks for and none of the selected event record classes has.
    ///
    /// - Parameter traces: the traces.
    /// - Returns: those fields, and the names of the fields that there are, in alphabetical order.
    public func unknownFields(in traces: [CTFTrace]) -> (unknown: [String], known: [String]) {
        let asked = filter.map { RecordFilter.fields($0) } ?? []
        var known: Set<String> = []
        for event in traces.flatMap(\.trace.streams).flatMap(\.events)
        where wants(event.eventClass) {
            let payload = event.eventClass.payload
            let hidden = HelperMembers.names(in: [payload])
            for member in payload?.members ?? [] where !hidden.contains(member.name) {
                known.insert(member.name)
            }
        }
        return (asked.filter { !known.contains($0) }, known.sorted())
    }
}

/// The selection for one data stream class, made once.
package struct StreamSelection: Sendable {
    private let wanted: [Bool]
    private let filter: RecordFilter?

    /// Prepares a selection; nil when it shows all.
    package init?(_ selection: EventSelection, _ stream: CompiledStreamClass) {
        guard !selection.isAll else { return nil }
        wanted = stream.events.map { selection.wants($0.eventClass) }
        filter = selection.filter.map { RecordFilter($0, stream) }
    }

    /// Whether an event record is shown.
    package func shows(
        _ record: RecordPlace,
        _ batch: borrowing RecordBatch,
        _ packetContext: FieldSource?
    ) -> Bool {
        guard wanted[Int(record.eventIndex)] else { return false }
        return filter.map { $0.matches(record, batch, packetContext) } ?? true
    }
}
