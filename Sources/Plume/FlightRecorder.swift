// SPDX-License-Identifier: Apache-2.0

internal import Tracer

/// The recordings that keep only the newest events, `plume record --overwrite`.
public enum FlightRecorder {
    /// Asks every such recording of this program to write what its buffers hold, for example when
    /// the program notices that something went wrong.
    ///
    /// Without such a recording nothing happens. Locks and calls the system; not for signal
    /// handlers. It does not wait for the snapshot.
    public static func requestSnapshot() { SnapshotRequests.send() }
}
