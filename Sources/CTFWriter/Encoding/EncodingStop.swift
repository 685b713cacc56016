// SPDX-License-Identifier: Apache-2.0

/// Why a record cannot be encoded.
enum EncodingStop: Error {
    /// The values are not those of the record's class.
    case mismatch
    /// A record is outside of a packet, or of no known class.
    case outside
    /// A value does not fit where the output format has room for it.
    case tooLarge(String)

    /// What is wrong, as a part of a sentence.
    var problem: String {
        switch self {
        case .mismatch: "the values of a record do not belong to its class"
        case .outside: "an event record is outside of a packet, or of no known class"
        case .tooLarge(let reason): reason
        }
    }
}
