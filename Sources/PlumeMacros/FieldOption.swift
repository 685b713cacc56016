// SPDX-License-Identifier: Apache-2.0

/// What readers should know about a field of a ``Tracepoint(_:name:level:fields:)``.
///
/// Options are read from the source text when the macro expands, so they must be literals.
public struct FieldOption: Sendable {
    private init() {}

    /// The unit of a number, for example "ns" or "By".
    public static func unit(_ unit: StaticString) -> FieldOption { FieldOption() }

    /// The base in which an integer is shown: 2, 8, 10 or 16.
    public static func base(_ base: UInt8) -> FieldOption { FieldOption() }

    /// What the field means beyond its type, for example "connection-id".
    public static func role(_ role: StaticString) -> FieldOption { FieldOption() }

    /// The media type of ``Bytes``.
    public static func mediaType(_ type: StaticString) -> FieldOption { FieldOption() }

    /// Names for the values of an integer of at most 64 bits, for example `["idle": 0, "busy": 1]`.
    public static func labels(_ labels: KeyValuePairs<String, Int64>) -> FieldOption {
        FieldOption()
    }

    /// Several options for one field.
    public static func all(_ options: FieldOption...) -> FieldOption { FieldOption() }
}
