// SPDX-License-Identifier: Apache-2.0

/// The property names and keywords of CTF 2 metadata.
///
/// The JSON reader recognizes them once, so that nothing compares text afterwards.
enum Word: String, CaseIterable {
    // The properties of fragments.
    case type
    case attributes
    case extensions
    case version
    case uuid
    case name
    case namespace
    case uid
    case id
    case environment
    case packetHeaderFieldClass = "packet-header-field-class"
    case frequency
    case origin
    case offsetFromOrigin = "offset-from-origin"
    case precision
    case accuracy
    case description
    case seconds
    case cycles
    case defaultClockClassID = "default-clock-class-id"
    case packetContextFieldClass = "packet-context-field-class"
    case eventRecordHeaderFieldClass = "event-record-header-field-class"
    case eventRecordCommonContextFieldClass = "event-record-common-context-field-class"
    case dataStreamClassID = "data-stream-class-id"
    case specificContextFieldClass = "specific-context-field-class"
    case payloadFieldClass = "payload-field-class"

    // The types of fragments.
    case preamble
    case fieldClassAlias = "field-class-alias"
    case traceClass = "trace-class"
    case clockClass = "clock-class"
    case dataStreamClass = "data-stream-class"
    case eventRecordClass = "event-record-class"

    // The properties of field classes.
    case length
    case byteOrder = "byte-order"
    case bitOrder = "bit-order"
    case alignment
    case flags
    case preferredDisplayBase = "preferred-display-base"
    case mappings
    case roles
    case encoding
    case mediaType = "media-type"
    case lengthFieldLocation = "length-field-location"
    case memberClasses = "member-classes"
    case fieldClass = "field-class"
    case minimumAlignment = "minimum-alignment"
    case elementFieldClass = "element-field-class"
    case selectorFieldLocation = "selector-field-location"
    case selectorFieldRanges = "selector-field-ranges"
    case options
    case path

    // The types of field classes.
    case fixedLengthBitArray = "fixed-length-bit-array"
    case fixedLengthBitMap = "fixed-length-bit-map"
    case fixedLengthBoolean = "fixed-length-boolean"
    case fixedLengthUnsignedInteger = "fixed-length-unsigned-integer"
    case fixedLengthSignedInteger = "fixed-length-signed-integer"
    case fixedLengthFloatingPointNumber = "fixed-length-floating-point-number"
    case variableLengthUnsignedInteger = "variable-length-unsigned-integer"
    case variableLengthSignedInteger = "variable-length-signed-integer"
    case nullTerminatedString = "null-terminated-string"
    case staticLengthString = "static-length-string"
    case dynamicLengthString = "dynamic-length-string"
    case staticLengthBLOB = "static-length-blob"
    case dynamicLengthBLOB = "dynamic-length-blob"
    case structure
    case staticLengthArray = "static-length-array"
    case dynamicLengthArray = "dynamic-length-array"
    case optional
    case variant

    // The other keywords.
    case unixEpoch = "unix-epoch"
    case littleEndian = "little-endian"
    case bigEndian = "big-endian"
    case firstToLast = "first-to-last"
    case lastToFirst = "last-to-first"
    case utf8 = "utf-8"
    case utf16BigEndian = "utf-16be"
    case utf16LittleEndian = "utf-16le"
    case utf32BigEndian = "utf-32be"
    case utf32LittleEndian = "utf-32le"
    case packetHeader = "packet-header"
    case packetContext = "packet-context"
    case eventRecordHeader = "event-record-header"
    case eventRecordCommonContext = "event-record-common-context"
    case eventRecordSpecificContext = "event-record-specific-context"
    case eventRecordPayload = "event-record-payload"

    // The roles; that of the data stream class id is a property name too.
    case packetMagicNumber = "packet-magic-number"
    case metadataStreamUUID = "metadata-stream-uuid"
    case dataStreamID = "data-stream-id"
    case packetTotalLength = "packet-total-length"
    case packetContentLength = "packet-content-length"
    case defaultClockTimestamp = "default-clock-timestamp"
    case packetEndDefaultClockTimestamp = "packet-end-default-clock-timestamp"
    case discardedEventRecordCounterSnapshot = "discarded-event-record-counter-snapshot"
    case packetSequenceNumber = "packet-sequence-number"
    case eventRecordClassID = "event-record-class-id"

    // What only the draft dialect has.
    case userAttributes = "user-attributes"
    case defaultClockClassName = "default-clock-class-name"
    case fixedLengthUnsignedEnumeration = "fixed-length-unsigned-enumeration"
    case fixedLengthSignedEnumeration = "fixed-length-signed-enumeration"
    case variableLengthUnsignedEnumeration = "variable-length-unsigned-enumeration"
    case variableLengthSignedEnumeration = "variable-length-signed-enumeration"
}
