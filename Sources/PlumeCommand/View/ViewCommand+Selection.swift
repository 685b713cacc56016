// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import CTFReader
internal import EventFilter
internal import ProcessingCommands
internal import TraceComponents
internal import TraceFields
internal import TraceGraph

extension ViewCommand {
    /// How many names a message lists.
    private static let listedNames = 20

    /// Which event records are shown.
    func selection() throws -> EventSelection {
        var program: FilterProgram?
        do throws(FilterError) {
            if let filter { program = try FilterProgram(filter) }
        } catch {
            throw ValidationError("--filter: \(error)")
        }
        let patterns = event.map { GlobPattern($0) }
        guard !patterns.isEmpty else { return EventSelection(filter: program) }
        return EventSelection(filter: program) { name in patterns.contains { $0.matches(name) } }
    }

    /// The range of time that is shown.
    func range() throws -> MessageTrimmer.Range {
        do throws(GraphError) {
            return MessageTrimmer.Range(
                begin: try begin.map { text throws(GraphError) in
                    try TimeArgument(parsing: text, actor: "--begin")
                },
                end: try end.map { text throws(GraphError) in
                    try TimeArgument(parsing: text, actor: "--end")
                },
                isUTC: utc
            )
        } catch {
            let words = error.causes.map { "\($0.actor): \($0.message)" }
            throw ValidationError(words.joined(separator: " "))
        }
    }

    /// Says what selects nothing, and what there is.
    func check(_ selection: EventSelection, _ traces: [CTFTrace]) throws {
        let names = EventSelection.names(in: traces)
        let known = "there are: \(Self.list(names))"
        let empty = event.filter { text in
            let pattern = GlobPattern(text)
            return !names.contains { pattern.matches($0) }
        }
        for text in empty where empty.count < event.count {
            Terminal.say("plume: no event is called `\(text)`; \(known)")
        }
        if let first = empty.first, empty.count == event.count {
            throw CommandFailure(.usage, "no event is called `\(first)`; \(known)")
        }
        let fields = selection.unknownFields(in: traces)
        for field in fields.unknown {
            Terminal.say(
                "plume: --filter: no event has a field `\(field)`; there are: "
                    + Self.list(fields.known)
            )
        }
    }

    private static func list(_ names: [String]) -> String {
        if names.isEmpty { return "none" }
        let rest = names.count - listedNames
        let first = names.prefix(listedNames).joined(separator: ", ")
        return rest > 0 ? "\(first) and \(rest) more" : first
    }
}
