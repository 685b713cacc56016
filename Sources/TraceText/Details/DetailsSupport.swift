// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What the packets of a data stream class tell, by the roles in their context.
struct DetailsSupport {
    let packetsHaveBeginTime: Bool
    let packetsHaveEndTime: Bool
    let countsDiscardedEvents: Bool
    let numbersPackets: Bool
    /// Whether losses have times.
    var lossesHaveTimes: Bool { packetsHaveBeginTime && packetsHaveEndTime }

    init(_ stream: DataStreamClass) {
        let hasClock = stream.defaultClockClassID != nil
        let roles = stream.packetContext.map { FieldClass.structure($0).allRoles } ?? []
        packetsHaveBeginTime = hasClock && roles.contains(.defaultClockTimestamp)
        packetsHaveEndTime = hasClock && roles.contains(.packetEndDefaultClockTimestamp)
        countsDiscardedEvents = roles.contains(.discardedEventRecordCounterSnapshot)
        numbersPackets = roles.contains(.packetSequenceNumber)
    }
}

extension FieldClass {
    /// The roles of all integers in structures.
    fileprivate var allRoles: Set<FieldRole> {
        switch self {
        case .integer(let integer): Set(integer.roles)
        case .variableLengthInteger(let integer): Set(integer.roles)
        case .structure(let structure):
            structure.members.reduce(into: []) { $0.formUnion($1.fieldClass.allRoles) }
        default: []
        }
    }
}
