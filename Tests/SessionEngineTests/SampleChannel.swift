// SPDX-License-Identifier: Apache-2.0

import RecordingPlan
import SessionEngine

extension SessionChannel {
    /// A channel of two rings with such rules.
    static func sample(
        _ name: String = "c",
        number: Int = 0,
        rules: [EventRule],
        overwrites: Bool = false
    ) -> SessionChannel {
        var plan = ChannelPlan(name: name, rules: rules)
        plan.overwrites = overwrites
        return SessionChannel(
            plan,
            number: UInt32(number),
            cpuCount: 2,
            sizeBytes: 1 << 20,
            clock: 0
        )
    }
}
