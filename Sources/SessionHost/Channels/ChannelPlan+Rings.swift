// SPDX-License-Identifier: Apache-2.0

internal import RecordingPlan
internal import RingBuffer

extension ChannelPlan {
    /// The rings that its buffers are.
    var ringAllocation: RingAllocation {
        switch allocation {
        case .perCPU: .perCPU
        case .perChannel: .perChannel
        case .perConcurrencyID: .perConcurrencyID
        }
    }

    /// What happens to a record without room.
    var lossMode: EventLossMode { overwrites ? .overwrite : .discard }
}
