// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CheckReport {
    /// The report for a person: what was read, and each problem on a line.
    public var lines: [String] {
        var lines = [path]
        switch format {
        case .ctf1?: lines.append("  CTF 1.8" + facts)
        case .ctf2?: lines.append("  CTF 2" + facts)
        case nil: break
        }
        lines += problems.map { "  " + $0.severity.word + ": " + $0.line }
        for stream in streams { lines += stream.lines }
        return lines
    }

    private var facts: String {
        let count = Self.counted(UInt64(eventRecordClassCount), "event record class", "es")
        return (uuid.map { ", UUID \($0)" } ?? "") + ", " + count + ", "
            + Self.counted(UInt64(streams.count), "data stream")
    }

    static func counted(
        _ count: UInt64,
        _ noun: String,
        _ plural: String = "s"
    ) -> String {
        "\(count) \(noun)\(count == 1 ? "" : plural)"
    }
}

extension CheckReport.Stream {
    fileprivate var lines: [String] {
        var facts = [
            CheckReport.counted(packetCount, "packet"),
            CheckReport.counted(eventRecordCount, "event record"),
            CheckReport.counted(byteCount, "byte"),
        ]
        if discardedEventRecordCount > 0 {
            let lost = CheckReport.counted(discardedEventRecordCount, "event record")
            facts.append(lost + " discarded by the tracer")
        }
        if missingPacketCount > 0 {
            facts.append(CheckReport.counted(missingPacketCount, "packet") + " missing")
        }
        let name = "  data stream class \(classID)" + (id.map { ", data stream \($0)" } ?? "")
        var lines = [name + " (" + paths.joined(separator: ", ") + "): "]
        lines[0] += facts.joined(separator: ", ")
        lines += problems.map { "    " + $0.severity.word + ": " + $0.line }
        if furtherProblemCount > 0 {
            lines.append("    and \(furtherProblemCount) more of this kind")
        }
        return lines
    }
}

extension CheckReport.Problem.Severity {
    /// The severity in one word.
    public var word: String {
        switch self {
        case .unreadable: "unreadable"
        case .damage: "damaged"
        case .irregularity: "irregular"
        }
    }
}
