// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

/// What became of a channel's memory when it was asked to give some back.
public enum ReclaimedMemory: Hashable, Sendable {
    /// It keeps all: it overwrites, or has all its memory at once.
    case none(channel: String, overwrites: Bool)
    /// Bytes that it gave back, and bytes that it holds now.
    case some(channel: String, reclaimedBytes: UInt64, heldBytes: UInt64)

    func encode(into encoder: inout MessageEncoder) {
        switch self {
        case .none(let channel, let overwrites):
            encoder.put(flag: false)
            encoder.put(text: channel)
            encoder.put(flag: overwrites)
        case .some(let channel, let reclaimedBytes, let heldBytes):
            encoder.put(flag: true)
            encoder.put(text: channel)
            encoder.put(reclaimedBytes)
            encoder.put(heldBytes)
        }
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        if try decoder.takeFlag() {
            self = .some(
                channel: try decoder.takeText(),
                reclaimedBytes: try decoder.take(),
                heldBytes: try decoder.take()
            )
        } else {
            self = .none(channel: try decoder.takeText(), overwrites: try decoder.takeFlag())
        }
    }
}
