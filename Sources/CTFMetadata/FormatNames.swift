// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The words of CTF 2 for the cases of the model, in one place for the parser and the writer.
protocol FormatNamed: CaseIterable, Equatable {
    /// The word that stands for the value in a fragment.
    var formatName: String { get }
}

extension FormatNamed {
    /// The value that a word stands for; nil for an unknown word.
    init?(formatName: String) {
        guard let value = Self.allCases.first(where: { $0.formatName == formatName }) else {
            return nil
        }
        self = value
    }
}

extension FieldRole: FormatNamed {
    var formatName: String {
        switch self {
        case .packetMagicNumber: "packet-magic-number"
        case .metadataStreamUUID: "metadata-stream-uuid"
        case .dataStreamClassID: "data-stream-class-id"
        case .dataStreamID: "data-stream-id"
        case .packetTotalLength: "packet-total-length"
        case .packetContentLength: "packet-content-length"
        case .defaultClockTimestamp: "default-clock-timestamp"
        case .packetEndDefaultClockTimestamp: "packet-end-default-clock-timestamp"
        case .discardedEventRecordCounterSnapshot: "discarded-event-record-counter-snapshot"
        case .packetSequenceNumber: "packet-sequence-number"
        case .eventRecordClassID: "event-record-class-id"
        }
    }
}

extension FieldScope: FormatNamed {
    var formatName: String {
        switch self {
        case .packetHeader: "packet-header"
        case .packetContext: "packet-context"
        case .eventRecordHeader: "event-record-header"
        case .eventRecordCommonContext: "event-record-common-context"
        case .eventRecordSpecificContext: "event-record-specific-context"
        case .eventRecordPayload: "event-record-payload"
        }
    }
}

extension TextEncoding: FormatNamed {
    var formatName: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16BigEndian: "utf-16be"
        case .utf16LittleEndian: "utf-16le"
        case .utf32BigEndian: "utf-32be"
        case .utf32LittleEndian: "utf-32le"
        }
    }
}
