// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What stands between the time of an event record and its fields.
struct PrettyHeader {
    private let options: PrettyOptions
    private let colors: PrettyColors
    private let environment: TraceClass
    private let traceName: String?
    private let hasClock: Bool

    init(
        _ environment: TraceClass,
        _ traceName: String?,
        _ options: PrettyOptions,
        hasClock: Bool
    ) {
        self.options = options
        self.environment = environment
        self.traceName = traceName
        self.hasClock = hasClock
        colors = PrettyColors(options)
    }

    /// What stands between the time and the fields, the end of the delta to begin with.
    func text(of event: EventRecordClass) -> [UInt8] {
        let isNamed = options.names.contains(.header)
        let end = hasClock && options.showsDelta ? (isNamed ? ", " : ") ") : ""
        return Array(end.utf8) + facts(of: event)
    }

    /// The facts and the name of an event record class.
    private func facts(of event: EventRecordClass) -> [UInt8] {
        let name = event.identity.name ?? "<unknown>"
        if options.names.contains(.header) { return Array(named(event, name).utf8) }
        // Babeltrace puts nothing between the name of the trace and what follows.
        let trace = options.facts.contains(.trace) ? traceName ?? "" : ""
        var facts: [String] = []
        for (fact, entry) in [
            (PrettyOptions.Facts.hostname, "hostname"), (.domain, "domain"),
            (.procname, "procname"), (.vpid, "vpid"),
        ] where options.facts.contains(fact) {
            guard let value = self.value(entry) else { continue }
            facts.append(entry == "vpid" ? "(\(value))" : value)
        }
        if options.facts.contains(.logLevel), let level = logLevel(event) { facts.append(level) }
        if options.facts.contains(.emf), let uri = event.emfURI { facts.append(uri) }
        let joined = facts.isEmpty ? "" : facts.joined(separator: ":") + " "
        return Array("\(trace)\(joined)\(colors.eventName)\(name)\(colors.reset): ".utf8)
    }

    private func named(_ event: EventRecordClass, _ name: String) -> String {
        var text = ""
        func add(_ label: String, _ value: String, _ end: String = ", ") {
            text += "\(colors.bold)\(label)\(colors.reset) = \(value)\(end)"
        }
        // Babeltrace separates by the presence of a time, and scripts know it that way.
        if options.facts.contains(.trace), let traceName {
            add("trace", traceName, hasClock ? ", , " : ", ")
        }
        for (fact, entry) in [
            (PrettyOptions.Facts.hostname, "hostname"), (.domain, "domain"),
            (.procname, "procname"), (.vpid, "vpid"),
        ] where options.facts.contains(fact) {
            if let value = self.value(entry) {
                add(
                    "trace:\(entry)",
                    entry == "vpid" ? "(\(value))" : value,
                    hasClock ? ", " : ""
                )
            }
        }
        if options.facts.contains(.logLevel), let level = logLevel(event) {
            add("loglevel", level)
        }
        if options.facts.contains(.emf), let uri = event.emfURI { add("model.emf.uri", uri) }
        add("name", "\(colors.eventName)\(name)\(colors.reset)")
        return text
    }

    private func value(_ name: String) -> String? {
        switch environment.environmentValue(name) {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case nil: nil
        }
    }

    private static let levels = [
        "EMERG", "ALERT", "CRIT", "ERR", "WARNING", "NOTICE", "INFO", "DEBUG_SYSTEM",
        "DEBUG_PROGRAM", "DEBUG_PROCESS", "DEBUG_MODULE", "DEBUG_UNIT", "DEBUG_FUNCTION",
        "DEBUG_LINE", "DEBUG",
    ]

    private func logLevel(_ event: EventRecordClass) -> String? {
        guard let level = event.logLevel, Self.levels.indices.contains(Int(clamping: level)) else {
            return nil
        }
        return "TRACE_\(Self.levels[Int(level)]) (\(level))"
    }
}
