// SPDX-License-Identifier: Apache-2.0

public import MessageCoding

/// What a host answers a tool: values, which the tool shows as it likes.
public enum ToolReply: Hashable, Sendable {
    /// How the recording stands.
    case status(RecordingStatus)
    /// The rules were changed.
    case changed
    /// What became of the memory of each channel.
    case reclaimed([ReclaimedMemory])
    /// How many programs were asked for their state.
    case stateAsked(programCount: UInt32)
    /// The snapshot was written.
    case snapshot(SnapshotReport)
    /// It was not done, and why.
    case refused(ToolRefusal)

    /// The kind of a reply, which no message to a program has.
    static let kind: UInt8 = 129
    /// The kind of the message by which a host refuses whoever connects.
    private static let refusalOfAll: UInt8 = 5

    /// The bytes of the message, at most ``MessageParts/maximumMessageBytes``.
    public func encoded() -> [UInt8] {
        var encoder = MessageEncoder(kind: Self.kind)
        encoder.put(ToolRequest.version)
        switch self {
        case .refused(let refusal):
            encoder.put(0 as UInt8)
            refusal.encode(into: &encoder)
        case .status(let status):
            encoder.put(1 as UInt8)
            status.encodeWhatFits(into: &encoder)
        case .changed:
            encoder.put(2 as UInt8)
        case .reclaimed(let channels):
            encoder.put(3 as UInt8)
            encoder.put(list: channels) { $1.encode(into: &$0) }
        case .stateAsked(let count):
            encoder.put(4 as UInt8)
            encoder.put(count)
        case .snapshot(let report):
            encoder.put(5 as UInt8)
            report.encode(into: &encoder)
        }
        return encoder.bytes
    }

    /// Reads a reply.
    ///
    /// What a host of another version says, or one that serves nobody, is read as a refusal.
    ///
    /// - Parameter bytes: a message.
    /// - Throws: what is wrong with the bytes.
    public init(decoding bytes: [UInt8]) throws(MessageError) {
        var decoder = MessageDecoder(bytes)
        let kind = try decoder.take(UInt8.self)
        if kind == Self.refusalOfAll {
            let reason = String(decoding: decoder.takeRest(), as: UTF8.self)
            self = .refused(.turnedAway(reason: reason))
            return
        }
        guard kind == Self.kind else {
            throw MessageError("kind \(kind) of a reply to a tool is not known")
        }
        let version = try decoder.take(UInt32.self)
        guard version == ToolRequest.version else {
            self = .refused(.versionDiffers(host: version))
            return
        }
        let number = try decoder.take(UInt8.self)
        switch number {
        case 0: self = .refused(try ToolRefusal(from: &decoder))
        case 1: self = .status(try RecordingStatus(from: &decoder))
        case 2: self = .changed
        case 3:
            self = .reclaimed(
                try decoder.takeList { decoder throws(MessageError) in
                    try ReclaimedMemory(from: &decoder)
                }
            )
        case 4: self = .stateAsked(programCount: try decoder.take())
        case 5: self = .snapshot(try SnapshotReport(from: &decoder))
        default: throw MessageError("reply \(number) to a tool is not known")
        }
        try decoder.end()
    }
}
