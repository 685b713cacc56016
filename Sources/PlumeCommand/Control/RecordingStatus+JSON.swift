// SPDX-License-Identifier: Apache-2.0

internal import RecordingPlan
internal import SideDescription
internal import ToolProtocol

/// docs/recording.md has the members.
extension RecordingStatus {
    private static let schemaVersion: Int128 = 1

    /// How a recording stands, for a program.
    func json() -> JSONValue {
        .object([
            "schema": .integer(Self.schemaVersion),
            "controller": .integer(Int128(controller)),
            "name": name.map { .string($0) } ?? .null,
            "path": .string(path),
            "seconds": .real(Double(nanoseconds) / 1e9),
            "active": .boolean(isActive),
            "programCount": .integer(Int128(programCount)),
            "programs": .array(
                programs.map {
                    .object([
                        "process": .integer(Int128($0.process)),
                        "program": .string($0.program),
                    ])
                }
            ),
            "refused": .integer(Int128(refusedCount)),
            "unknown": .integer(Int128(unknownEventCount)),
            "unknownProcesses": .integer(Int128(unheardCount)),
            "snapshots": snapshots.map { $0.json() } ?? .null,
            "channels": .array(channels.map { $0.json() }),
        ])
    }
}

extension RecordingStatus.Snapshots {
    fileprivate func json() -> JSONValue {
        .object([
            "taken": .integer(Int128(takenCount)),
            "kept": .integer(Int128(keptCount)),
            "keptBytes": .integer(Int128(keptBytes)),
            "removed": .integer(Int128(removedCount)),
            "requestsTurnedAway": .integer(Int128(turnedAwayCount)),
        ])
    }
}

extension RecordingStatus.Channel {
    fileprivate func json() -> JSONValue {
        .object([
            "name": .string(name),
            "overwrites": .boolean(overwrites),
            "sizeBytes": .integer(Int128(sizeBytes)),
            "eventClasses": .integer(Int128(eventCount)),
            "eventCounts": .array(
                events.map {
                    .object([
                        "name": .string($0.name), "events": .integer(Int128($0.recordedCount)),
                    ])
                }
            ),
            "events": .integer(Int128(recordedCount)),
            "discarded": .integer(Int128(discardedCount)),
            "heldBytes": .integer(Int128(heldBytes)),
            "owners": .array(
                owners.map {
                    .object([
                        "name": .string($0.name), "heldBytes": .integer(Int128($0.heldBytes)),
                    ])
                }
            ),
            "rules": .array(rules.map { $0.json() }),
        ])
    }
}

extension RuleStep {
    fileprivate func json() -> JSONValue {
        switch self {
        case .disable(let patterns):
            .object([
                "enables": .boolean(false),
                "included": .array(patterns.map { .string($0.description) }),
            ])
        case .enable(let rule):
            .object([
                "enables": .boolean(true),
                "included": .array(rule.included.map { .string($0.description) }),
                "excluded": .array(rule.excluded.map { .string($0.description) }),
                "logLevel": rule.levels.atLeast.map { .string("\($0)") } ?? .null,
                "logLevelOnly": rule.levels.only.map { .string("\($0)") } ?? .null,
                "filtered": .boolean(rule.filter != nil),
            ])
        }
    }
}

extension LogLevelRule {
    fileprivate var atLeast: LogLevel? {
        if case .atLeast(let level) = self { return level }
        return nil
    }

    fileprivate var only: LogLevel? {
        if case .only(let level) = self { return level }
        return nil
    }
}
