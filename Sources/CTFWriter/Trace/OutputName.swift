// SPDX-License-Identifier: Apache-2.0

internal import SystemCalls
public import TraceModel

/// The names of the folders and files of written traces.
public enum OutputName {
    /// The folder of a trace, relative to the base directory.
    ///
    /// - Parameters:
    ///   - trace: the trace class, whose environment tells where LTTng had put the trace.
    ///   - name: the name of the trace; nil when it has none.
    /// - Returns: the path.
    public static func traceFolder(_ trace: TraceClass, name: String?) -> String {
        if let path = sessionFolder(trace) { return path }
        let path = sanitizedPath(name ?? "")
        return path.isEmpty ? "trace" : path
    }

    /// The file of a data stream.
    ///
    /// - Parameters:
    ///   - name: the name of the data stream, often the path of its file; nil when it has none.
    ///   - taken: the names of the other files, which receives the name.
    /// - Returns: the name.
    public static func streamFile(_ name: String?, taken: inout Set<String>) -> String {
        let last = name?.split(separator: "/").last.map(String.init) ?? ""
        let base = sanitized(last.isEmpty || last.hasPrefix(".") ? "stream" : last)
        var candidate = base
        var number = 0
        while candidate == "metadata" || candidate == "index" || !taken.insert(candidate).inserted {
            candidate = "\(base)-\(number)"
            number += 1
        }
        return candidate
    }

    /// A path none of whose components leads out of the base directory or is empty.
    static func sanitizedPath(_ path: String) -> String {
        path.split(separator: "/").map { sanitized(String($0)) }.joined(separator: "/")
    }

    private static func sanitized(_ component: String) -> String {
        switch component {
        case ".": return "_"
        case "..": return "__"
        default:
            let isPlain = component.utf8.allSatisfy { $0 != 0 && $0 != UInt8(ascii: "/") }
            return isPlain
                ? component
                : String(component.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
        }
    }

    /// The path that LTTng since 2.11 gives a trace in the output directory of its session.
    private static func sessionFolder(_ trace: TraceClass) -> String? {
        guard let tracer = trace.text("tracer_name"),
            tracer == "lttng-ust" || tracer == "lttng-modules",
            let major = trace.number("tracer_major"), let minor = trace.number("tracer_minor"),
            major > 2 || major == 2 && minor >= 11,
            let host = trace.text("hostname"), let session = trace.text("trace_name"),
            let created = trace.text("trace_creation_datetime").flatMap(timestamp),
            let domain = trace.text("domain")
        else { return nil }
        var components = [host, "\(session)-\(created)"]
        switch domain {
        case "kernel": components.append("kernel")
        case "ust":
            components.append("ust")
            guard let scheme = trace.text("tracer_buffering_scheme") else { return nil }
            switch scheme {
            case "uid":
                guard let user = trace.number("tracer_buffering_id"),
                    let width = trace.number("architecture_bit_width")
                else { return nil }
                components += ["uid", "\(user)", "\(width)-bit"]
            case "pid":
                guard let program = trace.text("procname"), let process = trace.number("vpid"),
                    let started = trace.text("vpid_datetime").flatMap(timestamp)
                else { return nil }
                components += ["pid", "\(program)-\(process)-\(started)"]
            default: return nil
            }
        default: return nil
        }
        return components.map { sanitized($0.replacingSlashes) }.joined(separator: "/")
    }

    /// "20190327-154512" of "20190327T154512-0400"; nil for any other form.
    private static func timestamp(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 15, bytes[8] == UInt8(ascii: "T") else { return nil }
        for index in (0..<15) where index != 8 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else { return nil }
        }
        let digits = Array(bytes[..<15])
        return String(decoding: digits[..<8], as: UTF8.self) + "-"
            + String(decoding: digits[9...], as: UTF8.self)
    }
}

extension String {
    fileprivate var replacingSlashes: String { String(map { $0 == "/" ? "_" : $0 }) }
}

extension TraceClass {
    fileprivate func text(_ name: String) -> String? {
        guard case .string(let text)? = environmentValue(name) else { return nil }
        return text
    }

    fileprivate func number(_ name: String) -> Int128? {
        guard case .integer(let number)? = environmentValue(name) else { return nil }
        return number
    }
}
