// SPDX-License-Identifier: Apache-2.0

internal import TraceInspection
internal import TraceModel

extension CheckReport {
    /// The report as a JSON object.
    var json: JSONValue {
        .object([
            "path": .string(path),
            "format": format.map { .string($0 == .ctf1 ? "CTF 1.8" : "CTF 2") } ?? .null,
            "uuid": uuid.map { .string($0.description) } ?? .null,
            "event-record-classes": .integer(Int128(eventRecordClassCount)),
            "sound": .boolean(isSound),
            "problems": .array(problems.map(\.json)),
            "data-streams": .array(streams.map(\.json)),
        ])
    }
}

extension CheckReport.Stream {
    fileprivate var json: JSONValue {
        .object([
            "class": .integer(Int128(classID)),
            "id": id.map { .integer(Int128($0)) } ?? .null,
            "files": .array(paths.map { .string($0) }),
            "packets": .integer(Int128(packetCount)),
            "event-records": .integer(Int128(eventRecordCount)),
            "bytes": .integer(Int128(byteCount)),
            "discarded-event-records": .integer(Int128(discardedEventRecordCount)),
            "missing-packets": .integer(Int128(missingPacketCount)),
            "problems": .array(problems.map(\.json)),
            "further-problems": .integer(Int128(furtherProblemCount)),
        ])
    }
}

extension CheckReport.Problem {
    fileprivate var json: JSONValue {
        .object([
            "severity": .string(severity.word),
            "path": .string(path),
            "place": .string(place),
            "problem": .string(text),
        ])
    }
}
