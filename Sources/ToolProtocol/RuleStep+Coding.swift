// SPDX-License-Identifier: Apache-2.0

internal import EventFilter
internal import MessageCoding
internal import RecordingPlan
internal import SideDescription

extension RuleStep {
    func encode(into encoder: inout MessageEncoder) {
        switch self {
        case .disable(let patterns):
            encoder.put(flag: false)
            EventRule(included: patterns).encode(into: &encoder)
        case .enable(let rule):
            encoder.put(flag: true)
            rule.encode(into: &encoder)
        }
    }

    /// - Throws: what a tool is to be answered that says such a thing.
    init(from decoder: inout MessageDecoder) throws(ToolRefusal) {
        let parts: RuleParts
        let isEnable: Bool
        do throws(MessageError) {
            isEnable = try decoder.takeFlag()
            parts = try RuleParts(from: &decoder)
        } catch {
            throw .notUnderstood(reason: error.reason)
        }
        let rule = try parts.rule()
        self = isEnable ? .enable(rule) : .disable(rule.included)
    }
}

extension EventRule {
    fileprivate func encode(into encoder: inout MessageEncoder) {
        let (kind, level): (UInt8, UInt32) =
            switch levels {
            case .any: (0, 0)
            case .atLeast(let least): (1, least.rawValue)
            case .only(let only): (2, only.rawValue)
            }
        encoder.put(kind)
        encoder.put(UInt8(clamping: level))
        encoder.put(texts: included.map(\.description))
        encoder.put(texts: excluded.map(\.description))
        encoder.put(bytes: filter?.bytes ?? [])
    }
}

/// A rule as it is in a message, where levels and filters may be anything.
private struct RuleParts {
    let levelKind: UInt8
    let level: UInt8
    let included: [String]
    let excluded: [String]
    let filter: [UInt8]

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        levelKind = try decoder.take()
        level = try decoder.take()
        included = try decoder.takeTexts()
        excluded = try decoder.takeTexts()
        filter = try decoder.takeBytes()
    }

    func rule() throws(ToolRefusal) -> EventRule {
        let levels: LogLevelRule
        switch (levelKind, LogLevel(rawValue: UInt32(level))) {
        case (0, _): levels = .any
        case (1, .some(let level)): levels = .atLeast(level)
        case (2, .some(let level)): levels = .only(level)
        default: throw .levelUnknown(level)
        }
        return EventRule(
            included: included.map { NamePattern($0) },
            excluded: excluded.map { NamePattern($0) },
            levels: levels,
            filter: try program()
        )
    }

    private func program() throws(ToolRefusal) -> FilterProgram? {
        guard !filter.isEmpty else { return nil }
        do throws(FilterProgramError) {
            return try FilterProgram(decoding: filter)
        } catch {
            throw .filterUnreadable(reason: "\(error)")
        }
    }
}
