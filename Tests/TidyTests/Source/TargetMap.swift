// SPDX-License-Identifier: Apache-2.0

/// The rings of ARCHITECTURE.md as data: what stands above what.
enum TargetMap {
    /// Each target's place; it may use those of lower rank.
    ///
    /// Ranks 20 to 29 are the ring that programs link and 30 to 39 the formats, which never meet.
    private static let ranks: [String: Int] = [
        "TraceModel": 0, "SideDescription": 0, "MessageCoding": 0,
        "ProgramProtocol": 1, "EventContext": 1, "EventFilter": 2,
        "RecordingPlan": 3, "ToolProtocol": 4,
        "CPlume": 10, "CProbe": 10, "CSide": 10, "Bytes": 10, "SystemCalls": 11, "RingBuffer": 12,
        "SideRuntime": 20, "Tracer": 21, "Plume": 22, "PlumeMacrosPlugin": 23, "PlumeMacros": 24,
        "CTFMetadata": 30, "CTFReader": 31, "CTFWriter": 32, "TraceGraph": 33,
        "TraceFields": 32, "TraceInspection": 33, "TraceText": 34, "ProcessingCommands": 34,
        "TraceComponents": 35, "TraceSlices": 36,
        "SessionEngine": 40, "Consumer": 41, "RingRecovery": 42, "SessionHost": 44,
        "PlumeCommand": 49,
    ]

    /// Which targets may use the products of which other package.
    private static let packages: [String: Set<String>] = [
        "swift-syntax": ["PlumeMacrosPlugin", "PlumeMacrosPluginTests"],
        "swift-argument-parser": ["PlumeCommand"],
    ]

    /// Modules that the map would allow and that are another target's business.
    private static let withheld: [String: Set<String>] = [
        "PlumeCommand": ["RingBuffer", "Consumer", "CTFWriter"]
    ]

    /// All targets of the map.
    static var names: Set<String> { Set(ranks.keys) }

    /// The ring that a target belongs to, as ARCHITECTURE.md calls it.
    static func ring(of target: String) -> String? {
        guard let rank = ranks[target] else { return nil }
        return ["0", "1", "2a", "2b", "3"][rank / 10]
    }

    static func isKnown(_ target: String) -> Bool { ranks[target] != nil }

    /// Whether a target may use a module; modules of nobody's are allowed.
    static func allows(_ target: String, toUse module: String) -> Bool {
        guard let used = ranks[module], let own = ranks[target] else { return true }
        let meet =
            (20..<30).contains(own) && (30..<40).contains(used)
            || (30..<40).contains(own) && (20..<30).contains(used)
        return used < own && !meet && withheld[target]?.contains(module) != true
    }

    static func allows(_ target: String, toUsePackage package: String) -> Bool {
        packages[package]?.contains(target) ?? false
    }
}
