// SPDX-License-Identifier: Apache-2.0

internal import Bytes

/// How the data streams of one class are written anew.
struct StreamTranslation: Sendable {
    /// What packets tell about themselves, in the order of the packet context.
    struct PacketFields: OptionSet, Hashable, Sendable {
        let rawValue: UInt8
        static let begin = PacketFields(rawValue: 1)
        static let end = PacketFields(rawValue: 2)
        static let discarded = PacketFields(rawValue: 4)
        static let sequence = PacketFields(rawValue: 8)
    }

    /// An event record class.
    struct Event: BitwiseCopyable, Sendable {
        /// Its id.
        let id: UInt64
        /// Encodes the common context, the specific context and the payload.
        let program: EncodingTables.Program
    }

    /// The id of the class.
    let id: UInt64
    /// The bytes of the packet header.
    let headerBytes: Int
    /// What packets tell besides their lengths.
    let packetFields: PacketFields
    /// Whether event records have timestamps.
    let hasClock: Bool
    let tables: EncodingTables
    /// Encodes the packet context; nil when packets of the source have none.
    let packetContext: EncodingTables.Program?
    /// Whether packets have no values besides those that the writer fills in itself.
    let isContextEmpty: Bool
    /// The event record classes.
    let events: ConstantArray<Event>
}
