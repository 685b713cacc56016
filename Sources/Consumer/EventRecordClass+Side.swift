// SPDX-License-Identifier: Apache-2.0

public import CTFWriter
public import SideDescription
public import TraceModel

extension EventRecordClass {
    /// The class of the records that Plume's serializers write for an event.
    ///
    /// CTF wants the length of an array and the presence of an optional in a field before it; those
    /// become members of their own, called `_NAME_length` and `_NAME_present`, with further
    /// underscores where a field of the program is called so.
    ///
    /// - Parameters:
    ///   - id: the id that its records carry.
    ///   - channel: the id of the channel's data stream class.
    ///   - description: the event.
    public init(id: UInt16, channel: UInt64 = 0, _ description: SideEventDescription) {
        self.init(
            id: UInt64(id),
            dataStreamClassID: channel,
            identity: Identity(name: description.fullName),
            payload: StructureFieldClass(SideMapping.members(description.fields)),
            attributes: Self.attributes(description)
        )
    }

    /// The level where readers of CTF 2 look for it, and what the program says.
    private static func attributes(_ description: SideEventDescription) -> Attributes {
        let own = SideMapping.entries(description.attributes, reserved: ["log-level"])
        let known = Self.attributes(logLevel: description.logLevel.number, emfURI: nil)
        let all = known.entries + [Attributes.Entry(name: "plume", value: .object(Attributes(own)))]
        return own.isEmpty ? known : Attributes(all)
    }
}

extension LogLevel {
    /// The number among those of CTF 1.8, which has several levels of debugging.
    fileprivate var number: Int64 { self == .debug ? 14 : Int64(rawValue) }
}

extension RecordedChannelClass {
    /// The data stream class of a channel.
    ///
    /// - Parameters:
    ///   - id: its number.
    ///   - name: its name.
    ///   - contexts: what each record tells before the ids of process and thread.
    ///   - hasCPUs: whether each data stream belongs to one CPU.
    public init(id: UInt64, name: String, contexts: [SideField], hasCPUs: Bool) {
        self.init(
            id: id,
            name: name,
            contexts: SideMapping.members(contexts, reserved: ["vpid", "vtid"]),
            hasCPUs: hasCPUs
        )
    }
}
