// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTF2Converter {
    private static let streamWords: Set<Word> = [
        .type, .id, .namespace, .name, .uid, .defaultClockClassID, .packetContextFieldClass,
        .eventRecordHeaderFieldClass, .eventRecordCommonContextFieldClass,
    ]
    private static let eventWords: Set<Word> = [
        .type, .id, .dataStreamClassID, .namespace, .name, .uid, .specificContextFieldClass,
        .payloadFieldClass,
    ]

    mutating func dataStreamClass() throws(CTFError) {
        let hasClockName = tape.find(0, .defaultClockClassName) != nil
        if hasClockName { isDraft = true }
        try allow(
            hasClockName
                ? Self.streamWords.union([.defaultClockClassName]) : Self.streamWords,
            in: 0
        )
        let id = try natural(0, .id) ?? 0
        guard streamChecks[id] == nil else {
            throw error(0, "there is already a data stream class \(id)", "Give it another \"id\"")
        }
        let clock =
            hasClockName
            ? try string(0, .defaultClockClassName) : try string(0, .defaultClockClassID)
        if let clock, !clockIDs.contains(Array(clock.utf8)) {
            throw error(
                0,
                "there is no clock class \"\(clock)\" before",
                "Put the clock-class fragment before this one"
            )
        }
        let context = try rootClass(.packetContextFieldClass)
        let header = try rootClass(.eventRecordHeaderFieldClass)
        let common = try rootClass(.eventRecordCommonContextFieldClass)
        let stream = DataStreamClass(
            id: id,
            identity: try identity(),
            defaultClockClassID: clock,
            packetContext: context?.structure,
            eventRecordHeader: header?.structure,
            eventRecordCommonContext: common?.structure,
            attributes: try attributes(0)
        )
        try checkDataStreamClass(
            stream,
            canHaveBits: header?.facts.canHaveBits == true || common?.facts.canHaveBits == true
        )
        streamClasses.append(stream)
    }

    mutating func eventRecordClass() throws(CTFError) {
        try allow(Self.eventWords, in: 0)
        let id = try natural(0, .id) ?? 0
        let stream = try natural(0, .dataStreamClassID) ?? 0
        guard let canHaveBits = streamChecks[stream]?.canHaveBits else {
            throw error(
                0,
                "there is no data stream class \(stream) before",
                "Put the data-stream-class fragment before this one"
            )
        }
        guard eventIDs.insert(EventID(stream: stream, event: id)).inserted else {
            throw error(
                0,
                "the data stream class \(stream) has already an event record class \(id)",
                "Give it another \"id\""
            )
        }
        let context = try rootClass(.specificContextFieldClass)
        let payload = try rootClass(.payloadFieldClass)
        let identity = try identity()
        // A record without bits cannot be read, but no record need be of the class.
        guard
            canHaveBits || identity.name != nil || context?.facts.canHaveBits == true
                || payload?.facts.canHaveBits == true
        else {
            throw error(
                0,
                "the event record class \(id) has neither a name nor fields with bits",
                "Name it, and describe at least one field which is not empty"
            )
        }
        let event = EventRecordClass(
            id: id,
            dataStreamClassID: stream,
            identity: identity,
            specificContext: context?.structure,
            payload: payload?.structure,
            attributes: try attributes(0)
        )
        if context?.facts.hasLocations == true || payload?.facts.hasLocations == true {
            try checkEventRecordClass(event)
        }
        eventClasses.append(event)
    }
}
