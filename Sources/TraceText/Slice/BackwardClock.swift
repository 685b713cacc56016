// SPDX-License-Identifier: Apache-2.0

/// What is said of data streams whose times go back.
package enum BackwardClock {
    /// The warning about a data stream.
    package static func warning(_ name: String?) -> String {
        "plume: \(name ?? "a data stream"): the clock goes back, so what follows is not in the"
            + " order of time. plume check names each place"
    }
}
