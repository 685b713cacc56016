// SPDX-License-Identifier: Apache-2.0

import SideDescription

/// The value of a field, from which a record is staged and which the model looks at.
indirect enum SampleValue: Sendable {
    /// Booleans, integers and enumerations; unsigned ones of 128 bits as their bits.
    case integer(Int128)
    case floating(Double)
    case text(String)
    /// Elements, of bytes too.
    case array([SampleValue])
    case structure([SampleValue])
    /// An optional field that is not there.
    case absent

    /// Appends the bytes that the tracer stages for the value.
    func stage(_ type: SideType, into bytes: inout [UInt8]) {
        switch (type.kind, self) {
        case (.bool, .integer(let value)):
            bytes.append(UInt8(truncatingIfNeeded: value))
        case (.integer(let bits, _), .integer(let value)),
            (.enumeration(let bits, _, _), .integer(let value)):
            Self.put(value, Int(bits) / 8, &bytes)
        case (.float(32), .floating(let value)):
            Self.put(Int128(Float(value).bitPattern), 4, &bytes)
        case (.float, .floating(let value)):
            Self.put(Int128(value.bitPattern), 8, &bytes)
        case (.string, .text(let text)):
            bytes += Array(text.utf8) + [0]
        case (.bytes, .array(let elements)):
            Self.put(Int128(elements.count), 4, &bytes)
            for element in elements {
                element.stage(SideType(.integer(bits: 8, isSigned: false)), into: &bytes)
            }
        case (.array(let type), .array(let elements)):
            Self.put(Int128(elements.count), 4, &bytes)
            for element in elements { element.stage(type, into: &bytes) }
        case (.optional, .absent):
            bytes.append(0)
        case (.optional(let wrapped), _):
            bytes.append(1)
            stage(wrapped, into: &bytes)
        case (.structure(let fields), .structure(let members)):
            for (field, member) in zip(fields, members) { member.stage(field.type, into: &bytes) }
        default:
            preconditionFailure("a sample has a value of another type")
        }
    }

    private static func put(_ value: Int128, _ count: Int, _ bytes: inout [UInt8]) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }
}

/// One record of an event.
struct SampleRecord: Sendable {
    let description: SideEventDescription
    let values: [SampleValue]
    var process: UInt32 = 1_000
    var thread: UInt32 = 1_001

    /// The bytes that the tracer stages.
    var staged: [UInt8] {
        var bytes: [UInt8] = []
        for identity in [process, thread] {
            SampleValue.integer(Int128(identity))
                .stage(SideType(.integer(bits: 32, isSigned: false)), into: &bytes)
        }
        SampleValue.structure(values).stage(SideType(.structure(description.fields)), into: &bytes)
        return bytes
    }
}
