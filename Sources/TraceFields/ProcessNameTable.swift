// SPDX-License-Identifier: Apache-2.0

package import CTFReader
package import TraceModel

/// The names of processes that a trace of several programs tells, for the records of each.
///
/// docs/process-names.md describes the entries of the environment. What they say is only believed
/// of traces that Plume wrote.
package struct ProcessNameTable: Sendable {
    /// A name and since when it holds.
    private struct Name: Sendable {
        let since: UInt64
        let name: String
    }

    private let names: [UInt64: [Name]]
    /// Which members stand before the process id in the common context: whether each is an array.
    private let membersBefore: [Bool]

    /// Reads the table for the records of a data stream class; nil where there is none.
    package init?(_ stream: CompiledStreamClass, in trace: TraceClass) {
        guard trace.environmentValue("tracer_name") == .string("plume"),
            let members = stream.streamClass.eventRecordCommonContext?.members,
            let place = members.firstIndex(where: { $0.name == "vpid" })
        else { return nil }
        var before: [Bool] = []
        for member in members[..<place] {
            switch member.fieldClass {
            case .integer, .string, .floatingPoint, .boolean: before.append(false)
            case .array(let array) where array.element.isInteger: before.append(true)
            default: return nil
            }
        }
        membersBefore = before
        var names: [UInt64: [Name]] = [:]
        for entry in trace.environment {
            let parts = entry.name.split(separator: "_", omittingEmptySubsequences: false)
            guard parts.count == 2 || parts.count == 3, parts[0] == "procname",
                let process = UInt64(parts[1]), case .string(let name) = entry.value,
                let since = parts.count == 2 ? 0 : UInt64(parts[2])
            else { continue }
            names[process, default: []].append(Name(since: since, name: name))
        }
        guard !names.isEmpty else { return nil }
        self.names = names.mapValues { $0.sorted { $0.since < $1.since } }
    }

    /// The longest name and the largest id.
    package var longest: (name: String, process: UInt64) {
        let all = names.values.joined().map(\.name)
        return (all.max { $0.count < $1.count } ?? "", names.keys.max() ?? 0)
    }

    /// The process that wrote a record.
    ///
    /// - Parameter items: the values of the record, from its common context on.
    /// - Returns: its id; nil where the values are not those of the class.
    package func process(_ items: Span<FieldItem>) -> UInt64? {
        var index = 0
        for isArray in membersBefore {
            guard index < items.count else { return nil }
            let count = isArray ? Int(clamping: items[index].bits) : 0
            guard count < items.count - index else { return nil }
            index += 1 + count
        }
        return index < items.count ? items[index].bits : nil
    }

    /// Finds the name of the process that wrote a record.
    ///
    /// - Parameters:
    ///   - items: the values of the record, from its common context on.
    ///   - clock: when it was written, in cycles.
    /// - Returns: the name; nil where it is not known.
    package func name(_ items: Span<FieldItem>, at clock: UInt64) -> String? {
        process(items).flatMap { name(of: $0, at: clock) }
    }

    /// The name of a process at a time; nil where it is not known.
    package func name(of process: UInt64, at clock: UInt64) -> String? {
        guard let known = names[process] else { return nil }
        return (known.last { $0.since <= clock } ?? known[0]).name
    }
}

extension FieldClass {
    /// Whether its values are integers, one item each.
    fileprivate var isInteger: Bool {
        if case .integer = self { return true }
        return false
    }
}
