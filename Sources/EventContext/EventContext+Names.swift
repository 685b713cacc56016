// SPDX-License-Identifier: Apache-2.0

/// Why a name is not that of a context.
public struct EventContextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what to do.
    public let description: String
}

extension EventContext {
    private static let defaultDepth = 32
    private static let maximumDepth = 128

    /// The names with what they mean, for a listing; those that end in a colon take more.
    public static var listing: [(name: String, meaning: String)] {
        let known = KnownContext.allCases.filter { !$0.isInEachRecord }.map {
            (name: $0.name, meaning: $0.meaning)
        }
        return known + [
            ("callstack-user", "return addresses, at most \(defaultDepth)"),
            ("callstack-user:N", "return addresses, at most N, up to \(maximumDepth)"),
            (
                "perf:thread:NAME",
                "counter of the thread: " + PerfEvent.names.joined(separator: " ")
            ),
            ("perf:thread:raw:rHEX:NAME", "counter of the processor by its number"),
            ("$app.PROVIDER:TYPE", "what the program registered under this name"),
        ]
    }

    /// The name without what filters write before it.
    private static func bare(_ name: String) -> String {
        name.hasPrefix("$ctx.") ? String(name.dropFirst(5)) : name
    }

    /// Whether each record has the context of this name, so that nobody needs to ask for it.
    public static func isInEachRecord(_ name: String) -> Bool {
        KnownContext(named: bare(name))?.isInEachRecord ?? false
    }

    /// Finds a context by its name.
    ///
    /// - Parameter name: as in ``listing``; `$ctx.` before it is passed over.
    /// - Throws: that there is none of this name.
    public init(named name: String) throws(EventContextError) {
        let bare = Self.bare(name)
        if let known = KnownContext(named: bare), !known.isInEachRecord {
            self.init(bare, .known(known))
            return
        }
        let parts = bare.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if let source = Self.parameterized(bare, parts) {
            self.init(bare, source)
            return
        }
        throw EventContextError(
            description: "there is no context \(name): plume record --list-contexts shows them"
        )
    }

    private static func parameterized(_ name: String, _ parts: [String]) -> Source? {
        if parts == ["callstack-user"] { return .callStack(defaultDepth) }
        if parts.count == 2, parts[0] == "callstack-user", let depth = Int(parts[1]),
            (1...maximumDepth).contains(depth)
        {
            return .callStack(depth)
        }
        if parts.count == 2, name.hasPrefix("$app."), parts[0].count > 5, !parts[1].isEmpty {
            return .application(String(name.dropFirst(5)))
        }
        if parts.count == 3, parts[0] == "perf", parts[1] == "thread",
            let event = PerfEvent(named: parts[2])
        {
            return .counter(type: event.type, config: event.config)
        }
        if parts.count == 5, parts[0] == "perf", parts[1] == "thread", parts[2] == "raw",
            parts[3].hasPrefix("r"), let config = UInt64(parts[3].dropFirst(), radix: 16),
            !parts[4].isEmpty
        {
            return .counter(type: PerfEvent.rawType, config: config)
        }
        return nil
    }
}
