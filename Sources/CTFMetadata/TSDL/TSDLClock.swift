// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// What a clock block says.
struct TSDLClock {
    private var name: String?
    private var uuid: MetadataUUID?
    private var summary: String?
    private var frequency: UInt64 = 1_000_000_000
    private var precision: UInt64?
    private var offsetSeconds: Int64 = 0
    private var offsetCycles: Int128 = 0
    private var isAbsolute = false

    /// Takes an attribute.
    mutating func take(
        _ attribute: TSDLAttribute,
        _ resolver: TSDLResolver
    ) throws(CTFError) {
        switch attribute.key.text {
        case "name": name = try resolver.stringOrWord(attribute)
        case "uuid": uuid = try resolver.uuid(attribute)
        case "description": summary = try resolver.string(attribute)
        case "freq":
            frequency = try resolver.unsigned(attribute)
            guard frequency > 0 else {
                throw resolver.error(
                    attribute.value.offset,
                    "the frequency of a clock cannot be 0",
                    TSDLRemedy.value
                )
            }
        case "precision": precision = try resolver.unsigned(attribute)
        case "offset_s": offsetSeconds = try resolver.signed(attribute)
        case "offset":
            offsetCycles = try resolver.integer(
                attribute,
                Int128(Int64.min)...Int128(UInt64.max),
                "an integer"
            )
        case "absolute": isAbsolute = try resolver.boolean(attribute)
        default: return
        }
    }

    /// The clock class, with fewer cycles in its offset than make a second.
    func clockClass(_ offset: Int, _ resolver: TSDLResolver) throws(CTFError) -> ClockClass {
        guard let name else {
            throw resolver.error(offset, "the clock has no \"name\"", "Add the attribute")
        }
        let hertz = Int128(frequency)
        // A negative offset counts back from the second before.
        let cycles = ((offsetCycles % hertz) + hertz) % hertz
        guard let total = Int64(exactly: Int128(offsetSeconds) + (offsetCycles - cycles) / hertz)
        else {
            throw resolver.error(
                offset,
                "the offset of the clock does not fit in 64 bits",
                TSDLRemedy.value
            )
        }
        return ClockClass(
            id: name,
            identity: Identity(name: name, uid: uuid?.description),
            frequencyHertz: frequency,
            origin: isAbsolute ? .unixEpoch : nil,
            offsetSeconds: total,
            offsetCycles: UInt64(cycles),
            precisionCycles: precision,
            summary: summary
        )
    }
}
