// SPDX-License-Identifier: Apache-2.0

/// What `sink.text.json-lines` writes.
public struct JSONLinesOptions: Hashable, Sendable {
    /// Whether a first line names the format and its version.
    public var writesHeader = true
    /// Whether a line describes each data stream before its first event record.
    public var writesStreams = true
    /// Whether times are also written as text, if the clock counts from the Unix epoch.
    public var writesUTC = true
    /// Whether times are numbers, which many readers of JSON round, and not texts.
    public var writesTimesAsNumbers = false
    /// Whether the contexts of packets and event records are written.
    public var writesContexts = true

    /// The defaults: everything.
    public init() {}
}
