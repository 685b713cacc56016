// SPDX-License-Identifier: Apache-2.0

package import CTFReader
internal import SystemCalls
internal import TraceFields
package import TraceModel

/// How wide the columns before the fields of event records are, where people read them.
package struct PeopleColumns: Hashable, Sendable {
    /// Longer names stand out instead of moving all others to the right.
    private static let limit = 48

    /// The columns of host, process and process id together.
    package private(set) var process = 0
    /// The columns of the name of the event record, with its colon.
    package private(set) var name = 0

    /// No columns: nothing is aligned.
    package static let none = PeopleColumns()

    /// Makes columns for all that traces can name.
    ///
    /// - Parameters:
    ///   - traces: the traces.
    ///   - isShown: whether event records of a class are shown.
    ///   - options: what stands before the fields.
    /// - Returns: the columns.
    package static func columns(
        of traces: [CTFTrace],
        _ isShown: (EventRecordClass) -> Bool,
        _ options: PrettyOptions
    ) -> PeopleColumns {
        var columns = PeopleColumns()
        for trace in traces {
            let traceClass = trace.trace.metadata.traceClass
            for stream in trace.trace.streams {
                let processes = ProcessNameTable(stream, in: traceClass)
                let header = PrettyHeader(
                    traceClass,
                    trace.name,
                    options,
                    hasClock: stream.clock != nil,
                    namesProcesses: processes != nil
                )
                columns.process = columns.widened(
                    columns.process,
                    header.processColumns(processes?.longest ?? ("", 0))
                )
                for event in stream.events where isShown(event.eventClass) {
                    let width = width(of: PrettyHeader.shownName(event.eventClass)) + 1
                    columns.name = columns.widened(columns.name, width)
                }
            }
        }
        return columns
    }

    private func widened(_ known: Int, _ width: Int) -> Int {
        width <= Self.limit ? max(known, width) : known
    }

    /// How many columns a text takes, one for each character.
    package static func width(of text: String) -> Int { text.unicodeScalars.count }
}
