// SPDX-License-Identifier: Apache-2.0

/// What `sink.text.details` shows, and how.
public struct DetailsOptions: Hashable, Sendable {
    /// Whether to use the colours of a terminal.
    public var isColored = false
    /// Whether bright colours are codes of their own, and not bold ones.
    public var usesBrightCodes = false
    /// Whether each message takes one line, without its fields.
    public var isCompact = false
    /// Whether messages are shown.
    public var showsData = true
    /// Whether classes are shown.
    public var showsMetadata = true
    /// Whether the names of data stream classes are shown.
    public var showsStreamClassName = true
    /// Whether the names of data streams are shown.
    public var showsStreamName = true
    /// Whether the times of messages are shown.
    public var showsTime = true
    /// Whether the names of traces are shown.
    public var showsTraceName = true
    /// Whether the UUIDs of traces and clock classes are shown.
    public var showsUUID = true

    /// The defaults of `sink.text.details`.
    public init() {}
}
