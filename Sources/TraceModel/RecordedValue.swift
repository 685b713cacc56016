// SPDX-License-Identifier: Apache-2.0

/// The value of a recorded field, with the values inside it.
public indirect enum RecordedValue: Hashable, Sendable {
    /// Named fields.
    public struct Member: Hashable, Sendable {
        /// The name of the field.
        public let name: String
        /// Its value.
        public let value: RecordedValue

        /// Names a value.
        public init(_ name: String, _ value: RecordedValue) {
            self.name = name
            self.value = value
        }
    }

    /// Nothing: the content of an optional field which is not there.
    case absent
    /// True or false.
    case boolean(Bool)
    /// An integer of up to 128 bits.
    case integer(Int128)
    /// An integer with the labels that an enumeration, or the flags that a bit map, has for it.
    case labelled(Int128, [String])
    /// A floating-point number of up to 64 bits.
    case real(Double)
    /// A number that the cases above cannot hold: its bits, 64 to a word, the lowest first.
    case bits([UInt64])
    /// A text.
    case string(String)
    /// Bytes, and the media type that says what they are.
    case blob([UInt8], mediaType: String)
    /// Elements of one class.
    case array([RecordedValue])
    /// Named fields of one or more classes.
    case structure([Member])

    /// The value of the member of a structure; nil without a member of the name.
    public subscript(name: String) -> RecordedValue? {
        guard case .structure(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}
