// SPDX-License-Identifier: Apache-2.0

/// A counter of the kernel by the name that LTTng gives it (`perf_event_open`).
struct PerfEvent {
    let type: UInt32
    let config: UInt64

    static let rawType: UInt32 = 4

    private static let hardware: [(String, UInt64)] = [
        ("cpu-cycles", 0), ("cycles", 0), ("instructions", 1), ("cache-references", 2),
        ("cache-misses", 3), ("branch-instructions", 4), ("branches", 4), ("branch-misses", 5),
        ("bus-cycles", 6), ("stalled-cycles-frontend", 7), ("stalled-cycles-backend", 8),
    ]

    private static let software: [(String, UInt64)] = [
        ("cpu-clock", 0), ("task-clock", 1), ("page-fault", 2), ("faults", 2),
        ("context-switches", 3), ("cs", 3), ("cpu-migrations", 4), ("migrations", 4),
        ("minor-faults", 5), ("major-faults", 6), ("alignment-faults", 7), ("emulation-faults", 8),
    ]

    /// The caches with the number of each; what is counted of one follows in higher bits.
    private static let caches: [(String, UInt64)] = [
        ("L1-dcache", 0), ("L1-icache", 1), ("LLC", 2), ("dTLB", 3), ("iTLB", 4), ("branch", 5),
    ]

    private static let operations: [(String, UInt64)] = [
        ("load-misses", 0x1_0000), ("store-misses", 0x1_0100), ("prefetch-misses", 0x1_0200),
        ("loads", 0), ("stores", 0x100), ("prefetches", 0x200),
    ]

    static var names: [String] {
        hardware.map(\.0) + software.map(\.0)
            + caches.flatMap { cache in operations.map { "\(cache.0)-\($0.0)" } }
    }

    init?(named name: String) {
        if let found = Self.hardware.first(where: { $0.0 == name }) {
            (type, config) = (0, found.1)
        } else if let found = Self.software.first(where: { $0.0 == name }) {
            (type, config) = (1, found.1)
        } else if let cache = Self.caches.first(where: { name.hasPrefix($0.0 + "-") }),
            let operation = Self.operations.first(where: { name == "\(cache.0)-\($0.0)" })
        {
            (type, config) = (3, cache.1 | operation.1)
        } else {
            return nil
        }
    }
}
