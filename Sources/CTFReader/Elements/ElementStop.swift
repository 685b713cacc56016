// SPDX-License-Identifier: Apache-2.0

/// Why and where the listing of elements stopped.
public struct ElementStop: Error, Hashable, Sendable {
    /// The sort of problem.
    public enum Kind: Hashable, Sendable {
        /// The data says what the metadata or the format forbids.
        case malformed
        /// The lengths of a packet contradict each other, or what is decoded already.
        case lengths
        /// The field would leave the content of its packet.
        case contentEnded
        /// The data ends before the field does.
        case dataEnded
        /// The data is beyond a stated limit of this reader.
        case unsupported
    }

    /// The sort of problem.
    public let kind: Kind
    /// Where decoding cannot go on, in bits from the beginning of the data stream.
    public let offsetBits: UInt64
    /// Where the field that cannot be decoded begins, in bits from the data stream's beginning.
    public let fieldBits: UInt64
    /// What is wrong, as a sentence without its full stop.
    public let problem: String
}
