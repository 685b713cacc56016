// SPDX-License-Identifier: Apache-2.0

/// How the length of a string, a BLOB or an array is known.
public enum FieldLength: Hashable, Sendable {
    /// The class gives it: bytes of a string or BLOB, elements of an array.
    case fixed(UInt64)
    /// An earlier unsigned integer field gives it.
    case field(FieldLocation)
}

/// The encoding of text.
public enum TextEncoding: Hashable, Sendable, CaseIterable {
    /// UTF-8.
    case utf8
    /// UTF-16, big-endian.
    case utf16BigEndian
    /// UTF-16, little-endian.
    case utf16LittleEndian
    /// UTF-32, big-endian.
    case utf32BigEndian
    /// UTF-32, little-endian.
    case utf32LittleEndian

    /// The size of a code unit.
    public var unitBytes: Int {
        switch self {
        case .utf8: 1
        case .utf16BigEndian, .utf16LittleEndian: 2
        case .utf32BigEndian, .utf32LittleEndian: 4
        }
    }
}

/// The class of text.
public struct StringFieldClass: Hashable, Sendable {
    /// The length in bytes; nil when a zero code unit ends the text.
    public let lengthBytes: FieldLength?
    /// The encoding.
    public let encoding: TextEncoding
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a string class; without a length, a zero code unit ends the text.
    public init(
        lengthBytes: FieldLength? = nil,
        encoding: TextEncoding = .utf8,
        attributes: Attributes = [:]
    ) {
        self.lengthBytes = lengthBytes
        self.encoding = encoding
        self.attributes = attributes
    }
}

/// The class of bytes.
public struct BLOBFieldClass: Hashable, Sendable {
    /// The media type of a BLOB class that names none.
    public static let defaultMediaType = "application/octet-stream"

    /// The length in bytes.
    public let lengthBytes: FieldLength
    /// The IANA media type.
    public let mediaType: String
    /// The roles; a class with a dynamic length has none.
    public let roles: [FieldRole]
    /// The user attributes.
    public let attributes: Attributes

    /// Makes a BLOB class.
    public init(
        lengthBytes: FieldLength,
        mediaType: String = BLOBFieldClass.defaultMediaType,
        roles: [FieldRole] = [],
        attributes: Attributes = [:]
    ) {
        self.lengthBytes = lengthBytes
        self.mediaType = mediaType
        self.roles = roles
        self.attributes = attributes
    }
}
