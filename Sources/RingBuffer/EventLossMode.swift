// SPDX-License-Identifier: Apache-2.0

/// What happens to a record for which a ring has no room.
public enum EventLossMode: UInt32, Sendable {
    /// The new record is counted and lost.
    case discard = 0
    /// The oldest records make room; the ring is read by snapshots.
    case overwrite = 1
}
