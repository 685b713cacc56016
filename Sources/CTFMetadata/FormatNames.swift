// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The words of CTF 2 for the cases of the model, in one place for the parser and the writer.
protocol FormatNamed: CaseIterable, Equatable {
    /// The word that stands for the value in a fragment.
    var word: Word { get }
    /// The values by their words.
    static var byWord: [Word: Self] { get }
}

extension FormatNamed {
    /// The text that stands for the value in a fragment.
    var formatName: String { word.rawValue }

    /// Makes the table of all values.
    static func table() -> [Word: Self] {
        Dictionary(allCases.map { ($0.word, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension FieldRole: FormatNamed {
    static let byWord = table()

    var word: Word {
        switch self {
        case .packetMagicNumber: .packetMagicNumber
        case .metadataStreamUUID: .metadataStreamUUID
        case .dataStreamClassID: .dataStreamClassID
        case .dataStreamID: .dataStreamID
        case .packetTotalLength: .packetTotalLength
        case .packetContentLength: .packetContentLength
        case .defaultClockTimestamp: .defaultClockTimestamp
        case .packetEndDefaultClockTimestamp: .packetEndDefaultClockTimestamp
        case .discardedEventRecordCounterSnapshot: .discardedEventRecordCounterSnapshot
        case .packetSequenceNumber: .packetSequenceNumber
        case .eventRecordClassID: .eventRecordClassID
        }
    }
}

extension FieldScope: FormatNamed {
    static let byWord = table()

    var word: Word {
        switch self {
        case .packetHeader: .packetHeader
        case .packetContext: .packetContext
        case .eventRecordHeader: .eventRecordHeader
        case .eventRecordCommonContext: .eventRecordCommonContext
        case .eventRecordSpecificContext: .eventRecordSpecificContext
        case .eventRecordPayload: .eventRecordPayload
        }
    }
}

extension TextEncoding: FormatNamed {
    static let byWord = table()

    var word: Word {
        switch self {
        case .utf8: .utf8
        case .utf16BigEndian: .utf16BigEndian
        case .utf16LittleEndian: .utf16LittleEndian
        case .utf32BigEndian: .utf32BigEndian
        case .utf32LittleEndian: .utf32LittleEndian
        }
    }
}
