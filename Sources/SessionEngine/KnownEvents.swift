// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// The events of all programs of a session, each once.
///
/// Programs that are equal have equal events: what the first of them told is not read again, and
/// not kept again, for the others.
struct KnownEvents: Sendable {
    private struct Event: Sendable {
        let description: SideEventDescription
        /// By channel, the id that it has there.
        var ids: [UInt16?]
    }

    /// Bytes of records that are kept so that equal ones are recognised.
    private static let maximumKeptBytes = 16 << 20

    private var events: [Event] = []
    private var byRecord: [[UInt8]: Int] = [:]
    private var byDescription: [SideEventDescription: Int] = [:]
    private var keptBytes = 0
    /// By channel, how many ids were given.
    private(set) var idCounts: [Int]

    init(channelCount: Int) {
        idCounts = Array(repeating: 0, count: channelCount)
    }

    /// The description of an event.
    subscript(event: Int) -> SideEventDescription { events[event].description }

    /// The number of the event that a record describes.
    ///
    /// - Parameter record: what a program sent.
    /// - Returns: the number, which is a new one for a new event.
    /// - Throws: what is wrong with the record.
    mutating func find(_ record: [UInt8]) throws(SideRecordError) -> Int {
        if let known = byRecord[record] { return known }
        let description = try SideRecordParser.parse(record)
        let event = byDescription[description] ?? events.count
        if event == events.count {
            events.append(Event(description: description, ids: idCounts.map { _ in nil }))
            byDescription[description] = event
        }
        if keptBytes + record.count <= Self.maximumKeptBytes {
            keptBytes += record.count
            byRecord[record] = event
        }
        return event
    }

    /// The id of an event in a channel; nil when it has none.
    func id(of event: Int, in channel: Int) -> UInt16? { events[event].ids[channel] }

    /// Gives an event an id in a channel; nil when there are no more.
    mutating func giveID(to event: Int, in channel: Int) -> UInt16? {
        // Id 0 is never given, so that a zeroed record is recognised as none.
        guard let id = UInt16(exactly: idCounts[channel] + 1) else { return nil }
        idCounts[channel] += 1
        events[event].ids[channel] = id
        return id
    }
}
