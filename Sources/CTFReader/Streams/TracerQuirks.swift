// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What certain versions of tracers write wrongly, so that readers must correct it.
struct TracerQuirks: OptionSet, Sendable {
    let rawValue: UInt8

    /// A packet that was open when the traced system crashed has 0 as its end time.
    static let zeroEndTime = TracerQuirks(rawValue: 1)
    /// Event records may be later than the end time of their packet.
    static let eventAfterPacket = TracerQuirks(rawValue: 2)
    /// The first event record may be earlier than the begin time of its packet.
    static let eventBeforePacket = TracerQuirks(rawValue: 4)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The quirks of the tracer that the environment names.
    init(_ trace: TraceClass) {
        self = []
        guard case .string(let name)? = trace.environmentValue("tracer_name") else { return }
        let version = Self.version(trace)
        switch name {
        case "lttng-ust":
            insert(.zeroEndTime)
            if let version, version.lexicographicallyPrecedes([2, 11, 0]) {
                insert(.eventAfterPacket)
            }
        case "lttng-modules":
            insert(.zeroEndTime)
            guard let version else { return }
            let isOld = version.lexicographicallyPrecedes([2, 9, 13])
            let isOld210 =
                !version.lexicographicallyPrecedes([2, 10, 0])
                && version.lexicographicallyPrecedes([2, 10, 10])
            if isOld || isOld210 { insert(.eventAfterPacket) }
        case "barectf":
            if let version, version.lexicographicallyPrecedes([2, 3, 1]) {
                insert(.eventBeforePacket)
            }
        default: break
        }
    }

    private static func version(_ trace: TraceClass) -> [Int128]? {
        func number(_ name: String) -> Int128? {
            guard case .integer(let value)? = trace.environmentValue(name) else { return nil }
            return value
        }
        guard let major = number("tracer_major"), let minor = number("tracer_minor") else {
            return nil
        }
        return [major, minor, number("tracer_patch") ?? number("tracer_patchlevel") ?? 0]
    }
}
