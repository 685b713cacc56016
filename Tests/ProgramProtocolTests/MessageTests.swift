// SPDX-License-Identifier: Apache-2.0

import MessageCoding
import ProgramProtocol
import Testing

@Suite("Control messages")
struct MessageTests {
    private static let program: [ProgramMessage] = [
        .hello(
            ProgramHello(
                ringLayoutVersion: 1,
                process: 2,
                hasRestartableSequences: true,
                name: "ü",
                program: "/p"
            )
        ),
        .hello(
            ProgramHello(
                ringLayoutVersion: 1,
                process: 2,
                hasRestartableSequences: false,
                isRecordedAlready: true,
                program: ""
            )
        ),
        .untraced(
            UntracedReport(nanoseconds: 5, counts: [UntracedReport.Count(event: 1, count: 1 << 40)])
        ),
        .leftOut(event: 3, descriptionBytes: 5 << 20, name: "p:n"),
        .event(index: 3, record: [1, 2, 3]), .ready(sequence: 4),
        .snapshot(SnapshotRequest(maximumAgeNanoseconds: 6, maximumBytes: 7)),
        .stateTold(sequence: 5),
        .unrecordable(
            UnrecordableEvent(
                .context,
                provider: "",
                name: "\n:",
                logLevel: .max,
                reason: "no"
            )
        ),
        .unrecordable(
            UnrecordableEvent(.runtime, provider: "", name: "/lib/libside.so.0", reason: "no")
        ),
        .failed(channel: 5, reason: "no"),
    ]
    private static let controller: [ControllerMessage] = [
        .channel(ChannelOffer(channel: 1, cpuCount: 2, sizeBytes: 3, clock: 1)),
        .enable(RecordingOrder(event: 1, channel: 2, id: 3, filters: [4, 1 << 31])),
        .done(sequence: 4), .stop(channel: 5), .disable(event: 6, channel: 7),
        .filter(number: 3, program: [1, 2]),
        .channel(
            ChannelOffer(
                channel: 1,
                cpuCount: 2,
                sizeBytes: 3,
                clock: 1,
                isPrivate: true,
                contexts: ["vuid", "perf:thread:cycles"]
            )
        ),
        .dumpState(sequence: 9), .address(path: "/run/x"), .refuse(reason: "no"),
    ]

    @Test("come back as they were sent")
    func roundTrip() throws {
        for message in Self.program {
            #expect(try ProgramMessage(decoding: message.encoded()) == message)
        }
        for message in Self.controller {
            #expect(try ControllerMessage(decoding: message.encoded()) == message)
        }
    }

    @Test("that are cut short or too long are refused")
    func damaged() {
        // The last ones are texts, or begin like a text of the other side, and may be cut.
        for bytes in Self.program.dropLast().map({ $0.encoded() })
            + Self.controller.dropLast(2).map({ $0.encoded() })
        {
            for cut in 0..<min(5, bytes.count) {
                #expect(throws: MessageError.self) {
                    try ProgramMessage(decoding: Array(bytes.prefix(cut)))
                }
                #expect(throws: MessageError.self) {
                    try ControllerMessage(decoding: Array(bytes.prefix(cut)))
                }
            }
        }
        #expect(throws: MessageError.self) {
            try ControllerMessage(
                decoding: ControllerMessage.done(sequence: 1).encoded() + [0]
            )
        }
    }
}
