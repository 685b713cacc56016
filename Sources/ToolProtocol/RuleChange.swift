// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding
public import RecordingPlan

/// A change of the rules of a recording's channels.
public struct RuleChange: Hashable, Sendable {
    /// The name of the channel; empty for the first one where events are enabled, and for all
    /// where they are disabled.
    public let channel: String
    /// What is to hold from now on, beside what held before.
    public let step: RuleStep

    /// Describes a change.
    public init(channel: String = "", _ step: RuleStep) {
        self.channel = channel
        self.step = step
    }

    func encode(into encoder: inout MessageEncoder) {
        encoder.put(text: channel)
        step.encode(into: &encoder)
    }

    init(from decoder: inout MessageDecoder) throws(ToolRefusal) {
        do throws(MessageError) {
            channel = try decoder.takeText()
        } catch {
            throw .notUnderstood(reason: error.reason)
        }
        step = try RuleStep(from: &decoder)
    }
}
