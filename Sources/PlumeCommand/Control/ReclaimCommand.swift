// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ToolProtocol

/// `plume reclaim-memory`: gives memory of a recording's buffers back.
struct ReclaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reclaim-memory",
        abstract: "Give memory of a running recording's buffers back to the system.",
        discussion: """
            Buffers take memory as they are written and keep it, unless the recording was started \
            with --auto-reclaim-memory. Programs go on writing meanwhile.
            """
    )

    @Argument(help: "A process of the recording, plume record's, or its --name; the only one.")
    var recording: RecordingReference?

    @Option(help: "Leave alone what was written to since, for example 10s.")
    var olderThan: TimeSpan?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let channels = try RecordingClient.reclaimed(
            ofAge: olderThan?.nanoseconds ?? 0,
            of: recording
        )
        guard json else {
            return Terminal.show(text: channels.map { $0.line + "\n" }.joined())
        }
        let result = JSONValue.object([
            "schema": .integer(1), "channels": .array(channels.map { $0.json() }),
        ])
        _ = Terminal.output(result.encoded() + [0x0A])
    }
}

extension ReclaimedMemory {
    fileprivate var line: String {
        switch self {
        case .none(let name, let overwrites):
            let reason = overwrites ? "overwrites" : "has all its memory at once"
            return "Channel \(name) \(reason) and keeps its memory."
        case .some(let name, let reclaimed, let held):
            return "Channel \(name): \(Terminal.bytes(reclaimed)) reclaimed,"
                + " \(Terminal.bytes(held)) held."
        }
    }

    fileprivate func json() -> JSONValue {
        switch self {
        case .none(let name, let overwrites):
            .object(["name": .string(name), "overwrites": .boolean(overwrites)])
        case .some(let name, let reclaimed, let held):
            .object([
                "name": .string(name), "overwrites": .boolean(false),
                "reclaimedBytes": .integer(Int128(reclaimed)),
                "heldBytes": .integer(Int128(held)),
            ])
        }
    }
}
