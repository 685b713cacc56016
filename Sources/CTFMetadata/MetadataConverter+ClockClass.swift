// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension MetadataConverter {
    mutating func clockClass(_ object: Properties) throws(CTFError) {
        try allow(
            [
                "type", "id", "namespace", "name", "uid", "frequency", "origin",
                "offset-from-origin", "precision", "accuracy", "description",
            ],
            in: object
        )
        let id = try requiredString(object, "id")
        guard clockIDs.insert(id).inserted else {
            throw error("there is already a clock class \"\(id)\"", "Give it another \"id\"")
        }
        guard let frequency = try integer(object, "frequency", 1...UInt64.max) else {
            throw missing("frequency")
        }
        let offset = try offset(object, frequency)
        let clock = ClockClass(
            id: id,
            identity: try identity(object),
            frequencyHertz: frequency,
            origin: try origin(object),
            offsetSeconds: offset.seconds,
            offsetCycles: offset.cycles,
            precisionCycles: try integer(object, "precision", UInt64.min...UInt64.max),
            accuracyCycles: try integer(object, "accuracy", UInt64.min...UInt64.max),
            summary: try string(object, "description"),
            attributes: try attributes(object)
        )
        for other in clockClasses where other.hasSameIdentity(as: clock) {
            guard
                other.frequencyHertz == clock.frequencyHertz && other.origin == clock.origin
                    && other.precisionCycles == clock.precisionCycles
                    && other.accuracyCycles == clock.accuracyCycles
            else {
                throw error(
                    "the clock class \"\(other.id)\" has the same identity but other properties",
                    "Give it another \"uid\", or the same frequency, origin and precision"
                )
            }
        }
        clockClasses.append(clock)
    }

    private mutating func offset(
        _ object: Properties,
        _ frequency: UInt64
    ) throws(CTFError) -> (seconds: Int64, cycles: UInt64) {
        guard let value = object["offset-from-origin"] else { return (0, 0) }
        return try inside(".offset-from-origin") { converter throws(CTFError) in
            let offset = try Properties(value, of: "clock offset", in: converter)
            try converter.allow(["seconds", "cycles"], in: offset)
            return (
                try converter.integer(offset, "seconds", Int64.min...Int64.max) ?? 0,
                try converter.integer(offset, "cycles", 0...(frequency - 1)) ?? 0
            )
        }
    }

    private mutating func origin(_ object: Properties) throws(CTFError) -> ClockClass.Origin? {
        switch object["origin"] {
        case nil: return nil
        case .string("unix-epoch"): return .unixEpoch
        case .string(let text):
            throw error("\"\(text)\" is not a clock origin", "Write \"unix-epoch\" or an object")
        case .some(let value):
            return try inside(".origin") { converter throws(CTFError) in
                let origin = try Properties(value, of: "clock origin", in: converter)
                try converter.allow(["namespace", "name", "uid"], in: origin)
                return .custom(
                    namespace: try converter.string(origin, "namespace"),
                    name: try converter.requiredString(origin, "name"),
                    uid: try converter.requiredString(origin, "uid")
                )
            }
        }
    }
}
