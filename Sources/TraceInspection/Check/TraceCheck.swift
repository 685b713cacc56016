// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
internal import SystemCalls
internal import TraceModel

/// Reads everything of a trace and says what is wrong with it, also what readers tolerate.
public enum TraceCheck {
    /// The most irregularities that are told of one data stream.
    static let problemLimit = 20

    /// Checks the trace in a folder.
    public static func check(_ folder: String) -> CheckReport {
        check([folder])
    }

    /// Checks one trace in several folders.
    public static func check(_ folders: [String]) -> CheckReport {
        var report = CheckReport(path: folders.joined(separator: ", "))
        let trace: CTFTrace
        do throws(CTFError) {
            trace = try CTFTrace(paths: folders, usesIndexFiles: false)
        } catch {
            report.problems.append(CheckReport.Problem(.unreadable, error))
            return report
        }
        let metadata = trace.trace.metadata
        report.format = metadata.format
        report.uuid = metadata.uuid
        report.eventRecordClassCount = metadata.eventRecordClasses.count
        report.problems += trace.warnings.map { CheckReport.Problem(.irregularity, $0) }
        report.problems += trace.failures.map { CheckReport.Problem(.damage, $0) }
        for stream in trace.streams {
            var check = StreamCheck(stream)
            check.run()
            report.streams.append(check.report)
        }
        return report
    }
}
