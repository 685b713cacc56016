// SPDX-License-Identifier: Apache-2.0

import EventFilter
import RecordingPlan
import SideDescription
import ToolProtocol

/// A message of each kind, with every part of it filled in.
enum Samples {
    static let rule = EventRule(
        included: [NamePattern("a"), NamePattern("b:*")],
        excluded: [NamePattern(""), NamePattern("ä")],
        levels: .atLeast(.warning),
        filter: try? FilterProgram("size > 100 && name == \"GET*\"")
    )

    static let requests: [ToolRequest] = [
        ToolRequest(process: 7, errand: .status),
        ToolRequest(errand: .reclaim(minimumAgeNanoseconds: 8)),
        ToolRequest(errand: .dumpState),
        ToolRequest(errand: .change(RuleChange(channel: "c", .enable(rule)))),
        ToolRequest(errand: .change(RuleChange(.enable(EventRule(levels: .only(.info)))))),
        ToolRequest(errand: .change(RuleChange(.disable([NamePattern("x:*")])))),
        ToolRequest(
            process: .max,
            errand: .snapshot(maximumAgeNanoseconds: .max, maximumBytes: 1 << 40)
        ),
    ]

    static let refusals: [ToolRefusal] = [
        .versionDiffers(host: 7), .notUnderstood(reason: "ü"), .processUnknown(4),
        .hasNoSnapshots, .hasEnded, .channelUnknown("x", known: ["a", ""]),
        .filterUnreadable(reason: ""), .levelUnknown(9), .tooManySnapshots,
        .snapshotIncomplete(reason: "no room"), .turnedAway(reason: "no files"),
    ]

    static let replies: [ToolReply] =
        [
            .changed, .stateAsked(programCount: 3), .reclaimed([]),
            .reclaimed([
                .none(channel: "a", overwrites: true),
                .some(channel: "b", reclaimedBytes: 1 << 40, heldBytes: 2),
            ]),
            .snapshot(SnapshotReport(recordCount: 1, discardedCount: 2, byteCount: 3, path: "/ü")),
            .status(RecordingStatus(controller: 1, path: "")), .status(status),
        ] + refusals.map { .refused($0) }

    static var status: RecordingStatus {
        var status = RecordingStatus(controller: 4711, path: "/trace")
        status.name = "n"
        status.nanoseconds = 5_000_000_000
        status.isActive = false
        status.programCount = 300
        status.programs = [.init(process: 9, program: "/bin/p")]
        status.unknownEventCount = 1
        status.unheardCount = 2
        status.refusedCount = 3
        status.snapshots = .init(
            takenCount: 5,
            keptCount: 4,
            keptBytes: 1 << 33,
            removedCount: 1,
            turnedAwayCount: 6
        )
        status.channels = [channel(named: "c0", eventCount: 2)]
        return status
    }

    static func channel(named name: String, eventCount: Int) -> RecordingStatus.Channel {
        RecordingStatus.Channel(
            name: name,
            overwrites: true,
            sizeBytes: 1 << 20,
            recordedCount: 7,
            discardedCount: 8,
            heldBytes: 9,
            eventCount: UInt64(eventCount),
            events: (0..<eventCount).map { .init(name: "p:\($0)", recordedCount: UInt64($0)) },
            ownerCount: 2,
            owners: [.init(name: "user 0", heldBytes: 4), .init(name: "user 1", heldBytes: 5)],
            rules: [.enable(rule), .disable([NamePattern("p:x")])]
        )
    }
}
