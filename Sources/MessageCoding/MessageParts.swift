// SPDX-License-Identifier: Apache-2.0

/// How long messages may be, and how those that do not fit a packet are split.
public enum MessageParts {
    /// The largest packet in bytes.
    public static let maximumPacketBytes = 64 * 1024
    /// The largest message in bytes, which goes in several packets.
    public static let maximumMessageBytes = 4 << 20
    /// The kind of a packet that holds a part, in both directions.
    static let kind: UInt8 = 255
    /// The kind, and the size of the whole message.
    static let headerBytes = 5

    /// The packets of a message: itself if it fits one, or its parts.
    ///
    /// - Parameter message: the bytes of a message, at most ``maximumMessageBytes``.
    /// - Returns: the packets in the order in which they are to be sent.
    public static func split(_ message: [UInt8]) -> [[UInt8]] {
        guard message.count > maximumPacketBytes else { return [message] }
        let partBytes = maximumPacketBytes - headerBytes
        return stride(from: 0, to: message.count, by: partBytes).map { begin in
            var encoder = MessageEncoder(kind: kind)
            encoder.put(UInt32(clamping: message.count))
            encoder.putRest(message[begin..<min(begin + partBytes, message.count)])
            return encoder.bytes
        }
    }
}

/// Joins the packets of one connection to messages.
///
/// The peer may be hostile: no more is kept than was received, and never more than one message.
public struct MessageAssembler: Sendable {
    /// What has come of a message.
    private var begun: [UInt8] = []
    /// The size of that message.
    private var size = 0

    /// Nothing has come yet.
    public init() {}

    /// Takes the next packet.
    ///
    /// - Parameter packet: its bytes.
    /// - Returns: the message that is whole now; nil while parts are missing.
    /// - Throws: why this can be no part of a message; the connection should then be closed.
    public mutating func take(_ packet: [UInt8]) throws(MessageError) -> [UInt8]? {
        guard packet.first == MessageParts.kind else {
            guard size == 0 else { throw MessageError("a message is not ended") }
            return packet
        }
        var decoder = MessageDecoder(packet)
        _ = try decoder.take(UInt8.self)
        let whole = Int(try decoder.take(UInt32.self))
        let part = decoder.takeRest()
        if size == 0 {
            guard whole <= MessageParts.maximumMessageBytes else {
                throw MessageError(
                    "\(whole) bytes, the longest has \(MessageParts.maximumMessageBytes)"
                )
            }
            size = whole
        }
        guard whole == size, !part.isEmpty, part.count <= size - begun.count else {
            throw MessageError("a part does not belong to the others")
        }
        begun += part
        guard begun.count == size else { return nil }
        defer { self = MessageAssembler() }
        return begun
    }
}
