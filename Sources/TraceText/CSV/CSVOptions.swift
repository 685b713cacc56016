// SPDX-License-Identifier: Apache-2.0

/// What `sink.text.csv` writes.
public struct CSVOptions: Hashable, Sendable {
    /// How event records become rows.
    public enum Form: Hashable, Sendable {
        /// One row for each event record, with one column for each of these fields.
        ///
        /// Nil takes all fields of the data streams that are known before the first row.
        case wide(columns: [String]?)
        /// One row for each single value.
        case long
    }

    /// How event records become rows.
    public var form = Form.wide(columns: nil)
    /// Whether the first row names the columns.
    public var writesHeader = true
    /// Whether a column has the time as text, for clocks which count from the Unix epoch.
    public var writesUTC = false
    /// Whether enumerations are written as labels, where there are some, and not as numbers.
    public var writesLabels = false

    /// The defaults.
    public init() {}
}
