// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import TraceModel

/// What stands between the time of an event record and its fields.
struct PrettyHeader {
    private let options: PrettyOptions
    private let colors: PrettyColors
    private let environment: TraceClass
    private let traceName: String?
    private let hasClock: Bool
    /// Whether name and id are those of the record's process.
    private let namesProcesses: Bool

    /// A part of what stands between the time and the fields.
    enum Piece: Hashable {
        /// A text that all records of the class have.
        case text(String)
        /// The name of the process that wrote the record.
        case processName
        /// The id of that process.
        case processID
        /// Blanks up to a column behind the end of the time.
        case padding(Int)
    }

    init(
        _ environment: TraceClass,
        _ traceName: String?,
        _ options: PrettyOptions,
        hasClock: Bool,
        namesProcesses: Bool
    ) {
        self.options = options
        self.namesProcesses = namesProcesses
        self.environment = environment
        self.traceName = traceName
        self.hasClock = hasClock
        colors = PrettyColors(options)
    }

    /// What stands between the time and the fields, the end of the delta to begin with.
    func pieces(of event: EventRecordClass) -> [Piece] {
        let isNamed = options.names.contains(.header)
        let end = hasClock && options.showsDelta ? (isNamed ? ", " : ") ") : ""
        let name = event.identity.name ?? "<unknown>"
        if options.isForPeople && !isNamed { return [.text(end)] + aligned(event) }
        return [.text(end)] + (isNamed ? named(event, name) : plain(event, name))
    }

    /// The environment's facts that are shown and known, with what each is called there.
    private func environmentFacts() -> [(entry: String, value: [Piece])] {
        let all: [(fact: PrettyOptions.Facts, entry: String)] = [
            (.hostname, "hostname"), (.domain, "domain"), (.procname, "procname"), (.vpid, "vpid"),
        ]
        return all.filter { options.facts.contains($0.fact) }.compactMap { _, entry in
            switch entry {
            case "procname" where namesProcesses: return (entry, [.processName])
            case "vpid" where namesProcesses:
                return (entry, [.text("("), .processID, .text(")")])
            default:
                guard let value = self.value(entry) else { return nil }
                return (entry, [.text(entry == "vpid" ? "(\(value))" : value)])
            }
        }
    }

    private func plain(_ event: EventRecordClass, _ name: String) -> [Piece] {
        // Babeltrace puts nothing between the name of the trace and what follows.
        var pieces: [Piece] = [.text(options.facts.contains(.trace) ? traceName ?? "" : "")]
        var facts = environmentFacts().map(\.value)
        if options.facts.contains(.logLevel), let level = logLevel(event) {
            facts.append([.text(level)])
        }
        if options.facts.contains(.emf), let uri = event.emfURI { facts.append([.text(uri)]) }
        pieces += facts.joined(separator: [.text(":")])
        pieces.append(
            .text("\(facts.isEmpty ? "" : " ")\(colors.eventName)\(name)\(colors.reset): ")
        )
        return pieces
    }

    /// The name of an event record class, without what would steer a terminal.
    static func shownName(_ event: EventRecordClass) -> String {
        ByteText.shown(event.identity.name ?? "<unknown>")
    }

    /// The columns of what stands before the name of an event record, at most.
    ///
    /// - Parameter longest: the longest name of a process and the largest id, where records have
    ///   their own.
    /// - Returns: the count.
    func processColumns(_ longest: (name: String, process: UInt64)) -> Int {
        processPieces().reduce(0) { sum, piece in
            switch piece {
            case .text(let text): sum + PeopleColumns.width(of: text)
            case .processName: sum + PeopleColumns.width(of: longest.name)
            case .processID: sum + "\(longest.process)".count
            case .padding: sum
            }
        }
    }

    private func processPieces() -> [Piece] {
        environmentFacts().map { fact in
            fact.value.map { piece in
                if case .text(let text) = piece { return .text(ByteText.shown(text)) }
                return piece
            }
        }.joined(separator: [.text(":")]).map { $0 }
    }

    private func aligned(_ event: EventRecordClass) -> [Piece] {
        let name = Self.shownName(event)
        let blanks = max(0, options.columns.name - PeopleColumns.width(of: name) - 1)
        var pieces = processPieces()
        if !pieces.isEmpty { pieces += [.padding(options.columns.process), .text(" ")] }
        let end = String(repeating: " ", count: blanks + 1)
        return pieces + [.text("\(colors.eventName)\(name)\(colors.reset):\(end)")]
    }

    private func named(_ event: EventRecordClass, _ name: String) -> [Piece] {
        var pieces: [Piece] = []
        func add(_ label: String, _ value: [Piece], _ end: String = ", ") {
            pieces += [.text("\(colors.bold)\(label)\(colors.reset) = ")] + value + [.text(end)]
        }
        // Babeltrace separates by the presence of a time, and scripts know it that way.
        if options.facts.contains(.trace), let traceName {
            add("trace", [.text(traceName)], hasClock ? ", , " : ", ")
        }
        for (entry, value) in environmentFacts() {
            add("trace:\(entry)", value, hasClock ? ", " : "")
        }
        if options.facts.contains(.logLevel), let level = logLevel(event) {
            add("loglevel", [.text(level)])
        }
        if options.facts.contains(.emf), let uri = event.emfURI {
            add("model.emf.uri", [.text(uri)])
        }
        add("name", [.text("\(colors.eventName)\(name)\(colors.reset)")])
        return pieces
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
