// SPDX-License-Identifier: Apache-2.0

internal import EventContext
public import EventFilter
public import ProgramProtocol
public import RecordingPlan
public import SideDescription

/// A channel of a session: where events go, and which.
public struct SessionChannel: Hashable, Sendable {
    /// What it is to be; its steps are those from its beginning.
    public let plan: ChannelPlan
    /// How programs reach its memory, and what its records tell beside their fields.
    public let offer: ChannelOffer
    /// What selects its events, in the order in which it was asked for.
    public internal(set) var steps: [RuleStep]

    /// Makes a channel.
    ///
    /// - Parameters:
    ///   - plan: what it is to be.
    ///   - number: its place among the session's channels.
    ///   - cpuCount: how many rings its memory has besides the shared one.
    ///   - sizeBytes: bytes of each ring's data area.
    ///   - clock: what its times count, as ``ChannelOffer/clock``.
    public init(
        _ plan: ChannelPlan,
        number: UInt32,
        cpuCount: Int,
        sizeBytes: Int,
        clock: UInt32
    ) {
        self.plan = plan
        steps = plan.steps
        offer = ChannelOffer(
            channel: number,
            cpuCount: UInt32(clamping: cpuCount),
            sizeBytes: UInt64(clamping: sizeBytes),
            clock: clock,
            lossMode: plan.overwrites ? 1 : 0,
            allocation: plan.allocation.rawValue,
            blockingNanoseconds: plan.blockingNanoseconds,
            isPrivate: plan.ownership == .process,
            contexts: plan.contexts.map(\.name)
        )
    }

    /// Its name.
    public var name: String { plan.name }

    /// The filters of which one has to let an event pass.
    ///
    /// - Returns: none if each of its records is wanted; nil if none is.
    public func filters(for event: SideEventDescription) -> [FilterProgram]? {
        var filters: [FilterProgram]?
        let name = event.fullName
        for step in steps {
            switch step {
            case .disable(let patterns):
                if patterns.contains(where: { $0.matches(name) }) { filters = nil }
            case .enable(let rule):
                guard rule.selects(event), filters?.isEmpty != true else { continue }
                guard let filter = rule.filter else {
                    filters = []
                    continue
                }
                if filters?.contains(filter) != true { filters = (filters ?? []) + [filter] }
            }
        }
        return filters
    }
}
