// SPDX-License-Identifier: Apache-2.0

/// The decoded values of one scope, flat and in the order of decoding.
///
/// The buffer is used again for each record, so decoding allocates nothing once it has grown.
public struct FieldValues {
    /// One step of a walk over the values.
    public struct Value {
        /// What the step is.
        public enum Kind: UInt8, Sendable {
            /// A structure begins; its members follow up to the end.
            case structure
            /// An array begins; its elements follow up to the end.
            case array
            /// A structure, array, optional or variant ends.
            case end
            /// An optional field without value.
            case none
            /// An optional or variant field; its value follows, then the end.
            case wrapper
            /// A number; see the node for what it means.
            case number
            /// A text; its bytes are in the stream's window.
            case string
            /// Raw bytes, in the stream's window.
            case blob
        }

        /// What the step is.
        public let kind: Kind
        /// The field; for an end, the field that ends.
        public let node: FieldNode
        /// The bits of a number, sign-extended for a signed one.
        public let bits: UInt128
        /// The bytes of a text or BLOB.
        public let range: Range<Int>
    }

    /// The steps.
    public internal(set) var values: [Value] = []

    mutating func removeAll() { values.removeAll(keepingCapacity: true) }

    mutating func append(
        _ kind: Value.Kind,
        _ node: FieldNode,
        bits: UInt128 = 0,
        range: Range<Int> = 0..<0
    ) {
        values.append(Value(kind: kind, node: node, bits: bits, range: range))
    }
}
